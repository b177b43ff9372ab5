DROP INDEX `accounts_by_source`;--> statement-breakpoint
DROP INDEX `applications_by_created`;