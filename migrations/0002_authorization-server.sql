CREATE TABLE `application_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`kid` text NOT NULL,
	`jwk` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "application_keys_jwk_is_json" CHECK(json_type("application_keys"."jwk") = 'object'),
	CONSTRAINT "application_keys_jwk_is_public" CHECK(json_extract("application_keys"."jwk", '$.d') is null)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `application_keys_by_application_kid` ON `application_keys` (`application_id`,`kid`);--> statement-breakpoint
CREATE TABLE `revoked_tokens` (
	`jti` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `revoked_tokens_by_expiry` ON `revoked_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `spent_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`spent_by` text NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `spent_tokens_by_expiry` ON `spent_tokens` (`expires_at`);