ALTER TABLE `applications` ADD `can_manage_applications` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `identities` ADD `rights_issued_at` integer;--> statement-breakpoint
ALTER TABLE `identities` ADD `import_issuer` text;--> statement-breakpoint
UPDATE `identities` SET `rights_issued_at` = `last_seen_at` WHERE `issuer` IS NOT NULL;
