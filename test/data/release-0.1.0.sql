-- The database of a service of release 0.1.0, filled over HTTP and dumped. Tests upgrade it to the present release.
-- Two secret hashes were then set to those of the secrets in release-0.1.0.json, and the user "left" was disabled.
-- Never edit this file.
CREATE TABLE d1_migrations (
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
);
INSERT INTO `d1_migrations` (`id`, `name`, `applied_at`) VALUES (1, '0000_begin.sql', '2026-11-25 04:41:00');
INSERT INTO `d1_migrations` (`id`, `name`, `applied_at`) VALUES (2, '0001_inventory.sql', '2026-11-25 04:41:00');
INSERT INTO `d1_migrations` (`id`, `name`, `applied_at`) VALUES (3, '0002_authorization-server.sql', '2026-11-25 04:41:00');
INSERT INTO `d1_migrations` (`id`, `name`, `applied_at`) VALUES (4, '0003_fewer-indexes.sql', '2026-11-25 04:41:00');
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
	`last_seen_at` integer NOT NULL, `name_key` text, `alias_key` text,
	CONSTRAINT "identities_issuer_with_subject" CHECK(("identities"."issuer" is null) = ("identities"."subject" is null)),
	CONSTRAINT "identities_roles_are_json" CHECK(json_type("identities"."roles") = 'array'),
	CONSTRAINT "identities_scopes_are_json" CHECK(json_type("identities"."scopes") = 'array'),
	CONSTRAINT "identities_active_is_boolean" CHECK("identities"."active" in (0, 1))
) WITHOUT ROWID;
CREATE UNIQUE INDEX `identities_by_issuer_subject` ON `identities` (`issuer`,`subject`);
CREATE INDEX `identities_by_email` ON `identities` (`email`);
CREATE INDEX `identities_by_name` ON `identities` (`name_key`);
CREATE INDEX `identities_by_alias` ON `identities` (`alias_key`);
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('01a21101-cd3c-7756-b999-5ceafa0be946', 'https://issuer.test', 'admin', 'Admin', 'admin', 'admin@example.com', '["admin"]', '["sp:scopes:all"]', 1, 1795581660476, 1795581660476, 'admin', 'admin');
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('01a21101-cd72-7d36-aacf-f4fead4c93a2', 'https://issuer.test', 'alice', 'Alice Doe', 'alice.doe', 'alice@example.com', '[]', '["idn:app-roles:manage","idn:app-roles:read"]', 1, 1795581660530, 1795581660530, 'alice doe', 'alice.doe');
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('01a21101-cd8f-7eb5-b7e1-60a0e2d9a86c', 'https://issuer.test', 'bob', 'Bob “Böb” O’Néill', 'bob', NULL, '[]', '["idn:app-roles:read"]', 1, 1795581660559, 1795581660559, 'bob “böb” o’néill', 'bob');
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('01a21101-cda2-7299-ba90-a2d25242c21a', 'https://issuer.test', 'nameless', NULL, NULL, NULL, '[]', '[]', 1, 1795581660578, 1795581660578, NULL, NULL);
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('01a21101-cdab-7f25-a9f1-0332b9453902', 'https://issuer.test', 'left', 'Left the company', NULL, 'left@example.com', '[]', '["idn:app-roles:read"]', 0, 1795581660587, 1795581660587, 'left the company', NULL);
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('dora-id', 'https://issuer.test', 'dora', 'Dora d''Été', 'dora', NULL, '[]', '["idn:app-roles:manage"]', 1, 1795581660496, 1795581660606, 'dora d''été', 'dora');
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('emil-id', NULL, NULL, 'Émil Ünal', 'emil', NULL, '[]', '[]', 1, 1795581660496, 1795581660496, 'émil ünal', 'emil');
INSERT INTO `identities` (`id`, `issuer`, `subject`, `name`, `alias`, `email`, `roles`, `scopes`, `active`, `first_seen_at`, `last_seen_at`, `name_key`, `alias_key`) VALUES ('unnamed-id', NULL, NULL, NULL, NULL, NULL, '[]', '[]', 1, 1795581660496, 1795581660496, NULL, NULL);
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
CREATE UNIQUE INDEX `applications_by_client_id` ON `applications` (`client_id`);
CREATE UNIQUE INDEX `applications_by_owner_name` ON `applications` (`owner_id`,`name`);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cd74-7fc6-90fd-99735d3f7b04', 'ceea3c09-f08a-4867-b342-b8cfc703e990', '01a21101-cd72-7d36-aacf-f4fead4c93a2', 'nightly-report', '[]', '["idn:app-roles:manage","idn:app-roles:read"]', 'HeCH373u0pEiLMi1hoNZ5Qr4DnE9vIkRYdTl_pwmw-4', 'fixture', 1, 1795581660532, 1795581660752);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cd84-797d-a986-d331651ed40a', 'd934a4f7-0f1a-4536-bd59-227a7768a23a', '01a21101-cd72-7d36-aacf-f4fead4c93a2', 'keys-only', '[]', '["idn:app-roles:manage","idn:app-roles:read"]', '4PWpQjJJh_7JAYBBtRW84nbARuqWGy-cEXhuzS3I88E', 'fixture', 2, 1795581660548, 1795581660723);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cd8a-73f9-895e-fc455a7db97d', 'f45875fc-d5d2-4ebe-837f-e64026e0de54', '01a21101-cd72-7d36-aacf-f4fead4c93a2', 'renewed', '[]', '["idn:app-roles:manage","idn:app-roles:read"]', 'bGtV9DUEMMDASfmJd97Rq2SGOHUuQx3XbqLvoNIFATA', 'fixture', 2, 1795581660554, 1795581660758);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cd90-7916-8ba3-fac467d013d8', '4f3b71dc-f9f9-45e9-bd05-24e938e10ffa', '01a21101-cd8f-7eb5-b7e1-60a0e2d9a86c', 'never-exchanged', '[]', '["idn:app-roles:read"]', '8sHKxb597j9wlOtZY1BkPIgaUfOoY_G1JOcp6o7bQWE', 'fixture', 1, 1795581660560, NULL);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cd9d-7c46-a150-e0bfb5cb7c5d', '1413ee1a-18c0-41a0-95b0-abb0e4b45e21', '01a21101-cd3c-7756-b999-5ceafa0be946', 'auditor', '["admin"]', '["sp:scopes:all"]', 'zDO6NMfXjeYTPnkhJ3-5orakO7i0VxvWOvrKb5dcwrk', 'fixture', 1, 1795581660573, 1795581660733);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cda2-7aec-8a33-8976d392d57a', '6d03cf88-060c-4bfd-a384-80bd9b228db6', '01a21101-cda2-7299-ba90-a2d25242c21a', 'of-a-nameless-owner', '[]', '[]', 'QvGTurAlexI5fQGgaby_bNGP4hxpBPE7AWw6V4sk3OE', 'fixture', 1, 1795581660578, NULL);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cdab-7e9f-9692-84a179d4280a', '3e34dc7b-63c5-4fa0-9757-94c63ded1901', '01a21101-cdab-7f25-a9f1-0332b9453902', 'of-a-disabled-owner', '[]', '["idn:app-roles:read"]', 'sQDOTigvEDugNU67xlrKpNdpdqh8kxvXTx0twbo9Oo4', 'fixture', 1, 1795581660587, NULL);
INSERT INTO `applications` (`id`, `client_id`, `owner_id`, `name`, `roles`, `scopes`, `secret_hash`, `secret_pepper`, `secret_generation`, `created_at`, `last_login_at`) VALUES ('01a21101-cdbf-7934-abf4-bab6d26dccec', '5117f811-7e2b-402d-a03c-b5f802e2b064', 'dora-id', 'doras', '[]', '["idn:app-roles:manage"]', '3PQZ-qWfr2YydK8fzDSPVRao84UiSNT2oAhvFvnnVf4', 'fixture', 1, 1795581660607, NULL);
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
CREATE UNIQUE INDEX `application_keys_by_application_kid` ON `application_keys` (`application_id`,`kid`);
INSERT INTO `application_keys` (`id`, `application_id`, `kid`, `jwk`, `created_at`) VALUES ('01a21101-cddd-7374-a23f-6221bf6338b7', '01a21101-cd84-797d-a986-d331651ed40a', 'key-ES256', '{"kty":"EC","crv":"P-256","x":"3-GMktjbaS4qDoAYaWfSIvE2x4lZfHOcukZupi8lpjM","y":"Tf0i4tSLtRIB0-B26E-WQl-R63o-9espeUEUWj3lnqg","kid":"key-ES256"}', 1795581660637);
INSERT INTO `application_keys` (`id`, `application_id`, `kid`, `jwk`, `created_at`) VALUES ('01a21101-cdea-703d-9dcb-453e3dc044cd', '01a21101-cd84-797d-a986-d331651ed40a', 'key-EdDSA', '{"kty":"OKP","crv":"Ed25519","x":"TrPfdUCjmLfGhAcbRcKpipDQtVSXibP16313JlRqGog","kid":"key-EdDSA"}', 1795581660650);
INSERT INTO `application_keys` (`id`, `application_id`, `kid`, `jwk`, `created_at`) VALUES ('01a21101-ce20-7707-b457-5d8a80be6650', '01a21101-cd9d-7c46-a150-e0bfb5cb7c5d', 'key-RS256', '{"kty":"RSA","n":"yA4iU4nqvSyhxyiihkRti0iMRcKkrFFjEBtYoCf1Y9SQE7vh6YxeDtAf7J4mwjHCbAx0lRCNamoupekCBGd9le_J6K9yynTQHWIuR-ngoftEHZi4xZ1H61ognGGDS6qxFQX-FJxGosOPAMoq0kGsPHT8Ox1OUubdXUCRGy1VNeAbpCKUQomR0Bzh6BU_FFjOkZKtUHxYkCTQN2SRNEN3c0dh4PDHm3fxiyhyBXb_iNiF0-9s7z-CMyZRFgm-tlIAwDN5cHz3kdsqXATJN0ZlhEehxqm9x11zoZqDuAq3wgx9XEHtzOB3KC_maVeBsNwJ-mOwMukflyOHBGkxCJn8tw","e":"AQAB","kid":"key-RS256"}', 1795581660704);
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`use_for_password_management` integer NOT NULL,
	CONSTRAINT "sources_flag_is_boolean" CHECK("sources"."use_for_password_management" in (0, 1))
) WITHOUT ROWID;
INSERT INTO `sources` (`id`, `name`, `use_for_password_management`) VALUES ('1a7c4e00000000000000000000000001', 'Latchkey', 0);
INSERT INTO `sources` (`id`, `name`, `use_for_password_management`) VALUES ('source-1', 'Active Directory', 1);
INSERT INTO `sources` (`id`, `name`, `use_for_password_management`) VALUES ('source-2', 'Источник № 2', 0);
CREATE TABLE `source_apps` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`provision_request_enabled` integer NOT NULL,
	`app_center_enabled` integer NOT NULL,
	CONSTRAINT "source_apps_flags_are_boolean" CHECK("source_apps"."provision_request_enabled" in (0, 1) and "source_apps"."app_center_enabled" in (0, 1))
) WITHOUT ROWID;
INSERT INTO `source_apps` (`id`, `name`, `provision_request_enabled`, `app_center_enabled`) VALUES ('1a7c4e00000000000000000000000002', 'Latchkey', 0, 1);
INSERT INTO `source_apps` (`id`, `name`, `provision_request_enabled`, `app_center_enabled`) VALUES ('source-app-1', 'Payroll', 1, 0);
INSERT INTO `source_apps` (`id`, `name`, `provision_request_enabled`, `app_center_enabled`) VALUES ('source-app-2', 'It''s a "quoted"; name -- 東京', 1, 0);
INSERT INTO `source_apps` (`id`, `name`, `provision_request_enabled`, `app_center_enabled`) VALUES ('source-app-3', NULL, 1, 1);
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`source_id` text NOT NULL,
	`owner_id` text NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `identities`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
CREATE INDEX `accounts_by_owner_source` ON `accounts` (`owner_id`,`source_id`,`id`);
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cd74-7fc6-90fd-99735d3f7b04', 'nightly-report', '1a7c4e00000000000000000000000001', '01a21101-cd72-7d36-aacf-f4fead4c93a2');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cd84-797d-a986-d331651ed40a', 'keys-only', '1a7c4e00000000000000000000000001', '01a21101-cd72-7d36-aacf-f4fead4c93a2');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cd8a-73f9-895e-fc455a7db97d', 'renewed', '1a7c4e00000000000000000000000001', '01a21101-cd72-7d36-aacf-f4fead4c93a2');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cd90-7916-8ba3-fac467d013d8', 'never-exchanged', '1a7c4e00000000000000000000000001', '01a21101-cd8f-7eb5-b7e1-60a0e2d9a86c');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cd9d-7c46-a150-e0bfb5cb7c5d', 'auditor', '1a7c4e00000000000000000000000001', '01a21101-cd3c-7756-b999-5ceafa0be946');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cda2-7aec-8a33-8976d392d57a', 'of-a-nameless-owner', '1a7c4e00000000000000000000000001', '01a21101-cda2-7299-ba90-a2d25242c21a');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cdab-7e9f-9692-84a179d4280a', 'of-a-disabled-owner', '1a7c4e00000000000000000000000001', '01a21101-cdab-7f25-a9f1-0332b9453902');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('01a21101-cdbf-7934-abf4-bab6d26dccec', 'doras', '1a7c4e00000000000000000000000001', 'dora-id');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('account-1', 'dora', 'source-1', 'dora-id');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('account-2', 'dora.admin', 'source-1', 'dora-id');
INSERT INTO `accounts` (`id`, `name`, `source_id`, `owner_id`) VALUES ('account-4', NULL, 'source-2', 'unnamed-id');
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
CREATE INDEX `user_apps_by_owner` ON `user_apps` (`owner_id`,`id`);
CREATE INDEX `user_apps_by_source_app` ON `user_apps` (`source_app_id`,`id`);
CREATE INDEX `user_apps_by_account` ON `user_apps` (`account_id`,`id`);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cd74-7fc6-90fd-99735d3f7b04', '01a21101-cd72-7d36-aacf-f4fead4c93a2', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cd74-7fc6-90fd-99735d3f7b04', 0, 1795581660532, 1795581660532);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cd84-797d-a986-d331651ed40a', '01a21101-cd72-7d36-aacf-f4fead4c93a2', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cd84-797d-a986-d331651ed40a', 0, 1795581660548, 1795581660548);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cd8a-73f9-895e-fc455a7db97d', '01a21101-cd72-7d36-aacf-f4fead4c93a2', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cd8a-73f9-895e-fc455a7db97d', 0, 1795581660554, 1795581660554);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cd90-7916-8ba3-fac467d013d8', '01a21101-cd8f-7eb5-b7e1-60a0e2d9a86c', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cd90-7916-8ba3-fac467d013d8', 0, 1795581660560, 1795581660560);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cd9d-7c46-a150-e0bfb5cb7c5d', '01a21101-cd3c-7756-b999-5ceafa0be946', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cd9d-7c46-a150-e0bfb5cb7c5d', 0, 1795581660573, 1795581660573);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cda2-7aec-8a33-8976d392d57a', '01a21101-cda2-7299-ba90-a2d25242c21a', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cda2-7aec-8a33-8976d392d57a', 0, 1795581660578, 1795581660578);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cdab-7e9f-9692-84a179d4280a', '01a21101-cdab-7f25-a9f1-0332b9453902', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cdab-7e9f-9692-84a179d4280a', 0, 1795581660587, 1795581660587);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('01a21101-cdbf-7934-abf4-bab6d26dccec', 'dora-id', '1a7c4e00000000000000000000000002', '1a7c4e00000000000000000000000001', '01a21101-cdbf-7934-abf4-bab6d26dccec', 0, 1795581660607, 1795581660607);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('imported-1', 'dora-id', 'source-app-1', 'source-1', 'account-1', 0, 1602182032029, 1602268432029);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('imported-2', 'dora-id', 'source-app-2', 'source-1', 'account-1', 1, 1602182032029, 1795581660619);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('imported-3', 'emil-id', 'source-app-1', 'source-1', NULL, 0, 1602182032029, 1602268432029);
INSERT INTO `user_apps` (`id`, `owner_id`, `source_app_id`, `source_id`, `account_id`, `many_accounts`, `created_at`, `modified_at`) VALUES ('imported-4', 'unnamed-id', 'source-app-3', 'source-2', 'account-4', 0, 1602182032029, 1602268432029);
CREATE TABLE `revoked_tokens` (
	`jti` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
CREATE INDEX `revoked_tokens_by_expiry` ON `revoked_tokens` (`expires_at`);
INSERT INTO `revoked_tokens` (`jti`, `expires_at`) VALUES ('910a7a90-97d1-4e03-abc8-2da4111828ae', 1795582560000);
CREATE TABLE `spent_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`spent_by` text NOT NULL,
	`expires_at` integer NOT NULL
) WITHOUT ROWID;
CREATE INDEX `spent_tokens_by_expiry` ON `spent_tokens` (`expires_at`);
INSERT INTO `spent_tokens` (`hash`, `spent_by`, `expires_at`) VALUES ('0FlvxD5fk8yCgRE1kSTicOOpz3stxIZaNvhf_P8778s', '9f0909a9-a6bd-4ce5-b83a-e6f9464f590a', 1795581720000);
INSERT INTO `spent_tokens` (`hash`, `spent_by`, `expires_at`) VALUES ('SK_cDWSoP_Jt3cBJ3QW_uSeiUYqTLOtgOT7LrKBPB7A', 'e51b25b4-39ae-4c89-a152-43fbffae1218', 1795581725000);
INSERT INTO `spent_tokens` (`hash`, `spent_by`, `expires_at`) VALUES ('goE0_3XtOAts0IaDPIIRSzzYGsecU_AKQqwghsDY_Bw', '5921df83-5b2b-4948-844a-e470fc16f970', 1795581725000);
