CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`source_id` text NOT NULL,
	`owner_id` text NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `identities`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `accounts_by_owner_source` ON `accounts` (`owner_id`,`source_id`,`id`);--> statement-breakpoint
CREATE INDEX `accounts_by_source` ON `accounts` (`source_id`);--> statement-breakpoint
CREATE TABLE `source_apps` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`provision_request_enabled` integer NOT NULL,
	`app_center_enabled` integer NOT NULL,
	CONSTRAINT "source_apps_flags_are_boolean" CHECK("source_apps"."provision_request_enabled" in (0, 1) and "source_apps"."app_center_enabled" in (0, 1))
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`use_for_password_management` integer NOT NULL,
	CONSTRAINT "sources_flag_is_boolean" CHECK("sources"."use_for_password_management" in (0, 1))
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `user_apps` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`source_app_id` text NOT NULL,
	`source_id` text NOT NULL,
	`account_id` text,
	`many_accounts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`modified_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `identities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_app_id`) REFERENCES `source_apps`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_apps_many_accounts_is_boolean" CHECK("user_apps"."many_accounts" in (0, 1))
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `user_apps_by_owner` ON `user_apps` (`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `user_apps_by_source_app` ON `user_apps` (`source_app_id`,`id`);--> statement-breakpoint
CREATE INDEX `user_apps_by_account` ON `user_apps` (`account_id`,`id`);--> statement-breakpoint
ALTER TABLE `identities` ADD `name_key` text;--> statement-breakpoint
ALTER TABLE `identities` ADD `alias_key` text;--> statement-breakpoint
CREATE INDEX `identities_by_name` ON `identities` (`name_key`);--> statement-breakpoint
CREATE INDEX `identities_by_alias` ON `identities` (`alias_key`);--> statement-breakpoint
-- By hand from here on: the service itself as a source, and the applications that there are as its accounts.
INSERT INTO `sources` VALUES ('1a7c4e00000000000000000000000001', 'Latchkey', 0);--> statement-breakpoint
INSERT INTO `source_apps` VALUES ('1a7c4e00000000000000000000000002', 'Latchkey', 0, 1);--> statement-breakpoint
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`)
	SELECT `id`, `name`, '1a7c4e00000000000000000000000001', `owner_id` FROM `applications`;--> statement-breakpoint
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`)
	SELECT `id`, `owner_id`, '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', `id`, 0, `created_at`, `created_at` FROM `applications`;
