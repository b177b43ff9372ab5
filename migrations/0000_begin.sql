-- WITHOUT ROWID by hand, here and wherever a table is made: drizzle has no word for it.
CREATE TABLE `applications` (
	`id` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`roles` text NOT NULL,
	`scopes` text NOT NULL,
	`secret_hash` text NOT NULL,
	`secret_pepper` text NOT NULL,
	`secret_generation` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_login_at` integer,
	FOREIGN KEY (`owner_id`) REFERENCES `identities`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "applications_name_length" CHECK(length("applications"."name") between 2 and 128),
	CONSTRAINT "applications_roles_are_json" CHECK(json_type("applications"."roles") = 'array'),
	CONSTRAINT "applications_scopes_are_json" CHECK(json_type("applications"."scopes") = 'array'),
	CONSTRAINT "applications_secret_is_hashed" CHECK(length("applications"."secret_hash") = 43),
	CONSTRAINT "applications_generation_counts" CHECK("applications"."secret_generation" >= 1)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_by_client_id` ON `applications` (`client_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `applications_by_owner_name` ON `applications` (`owner_id`,`name`);--> statement-breakpoint
CREATE INDEX `applications_by_created` ON `applications` (`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `identities` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer` text,
	`subject` text,
	`name` text,
	`alias` text,
	`email` text,
	`roles` text NOT NULL,
	`scopes` text NOT NULL,
	`active` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	CONSTRAINT "identities_issuer_with_subject" CHECK(("identities"."issuer" is null) = ("identities"."subject" is null)),
	CONSTRAINT "identities_roles_are_json" CHECK(json_type("identities"."roles") = 'array'),
	CONSTRAINT "identities_scopes_are_json" CHECK(json_type("identities"."scopes") = 'array'),
	CONSTRAINT "identities_active_is_boolean" CHECK("identities"."active" in (0, 1))
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `identities_by_issuer_subject` ON `identities` (`issuer`,`subject`);--> statement-breakpoint
CREATE INDEX `identities_by_email` ON `identities` (`email`);