CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`key` text NOT NULL,
	`customer_id` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_key` ON `accounts` (`key`,`source`);--> statement-breakpoint
CREATE INDEX `accounts_by_customer` ON `accounts` (`customer_id`);--> statement-breakpoint
CREATE TABLE `customer_changes` (
	`import_id` integer NOT NULL,
	`customer_id` integer NOT NULL,
	`name` text NOT NULL,
	`folded_name` text NOT NULL,
	`country` text,
	`domain` text,
	PRIMARY KEY(`import_id`, `customer_id`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `customers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`folded_name` text NOT NULL,
	`country` text,
	`domain` text
);
--> statement-breakpoint
CREATE TABLE `joins` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` integer,
	`account_id` integer NOT NULL,
	`from_customer_id` integer,
	`to_customer_id` integer NOT NULL,
	`rule` text NOT NULL,
	`evidence` text NOT NULL,
	`decided_at` integer NOT NULL,
	`decided_by` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `joins_by_account` ON `joins` (`account_id`,`import_id`);--> statement-breakpoint
CREATE INDEX `joins_by_import` ON `joins` (`import_id`);--> statement-breakpoint
CREATE TABLE `matches` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`other_account_id` integer NOT NULL,
	`reason` text NOT NULL,
	`evidence` text NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `matches_pair` ON `matches` (`account_id`,`other_account_id`);--> statement-breakpoint
CREATE INDEX `matches_by_other` ON `matches` (`other_account_id`);--> statement-breakpoint
CREATE INDEX `matches_by_status` ON `matches` (`status`);--> statement-breakpoint
CREATE TABLE `verdicts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source_a` text NOT NULL,
	`key_a` text NOT NULL,
	`source_b` text NOT NULL,
	`key_b` text NOT NULL,
	`verdict` text NOT NULL,
	`decided_at` integer NOT NULL,
	`decided_by` text
);
--> statement-breakpoint
CREATE INDEX `verdicts_by_a` ON `verdicts` (`source_a`,`key_a`);--> statement-breakpoint
CREATE INDEX `verdicts_by_b` ON `verdicts` (`source_b`,`key_b`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`report` text NOT NULL,
	`file` text NOT NULL,
	`content_hash` text NOT NULL,
	`as_of` text NOT NULL,
	`status` text NOT NULL,
	`extent` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`rows` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`reasons` text DEFAULT '[]' NOT NULL,
	`details` text DEFAULT '{}' NOT NULL,
	`purged` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `imports_by_report` ON `imports` (`report`,`status`,`as_of`);--> statement-breakpoint
CREATE INDEX `imports_by_hash` ON `imports` (`content_hash`);--> statement-breakpoint
CREATE INDEX `imports_by_status` ON `imports` (`status`,`purged`);--> statement-breakpoint
CREATE TABLE `rejects` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` integer NOT NULL,
	`line` integer NOT NULL,
	`column` text,
	`value` text,
	`reason` text NOT NULL,
	`cells` text NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rejects_by_import` ON `rejects` (`import_id`,`line`);--> statement-breakpoint
CREATE TABLE `line_repeats` (
	`import_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`product` text NOT NULL,
	`line_ref` text NOT NULL,
	`content` text NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `line_repeats_key` ON `line_repeats` (`import_id`,`account_id`,`product`,`line_ref`,`content`);--> statement-breakpoint
CREATE TABLE `lines` (
	`import_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`product` text NOT NULL,
	`line_ref` text NOT NULL,
	`subscription_id` text,
	`type` text NOT NULL,
	`status` text,
	`start_date` text,
	`end_date` text,
	`auto_renew` integer,
	`total` integer,
	`assigned` integer,
	`used` integer,
	`used3m` integer,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lines_key` ON `lines` (`import_id`,`account_id`,`product`,`line_ref`);--> statement-breakpoint
CREATE INDEX `lines_by_end` ON `lines` (`import_id`,`end_date`);--> statement-breakpoint
CREATE TABLE `people` (
	`import_id` integer NOT NULL,
	`email` text NOT NULL,
	`name` text,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`slack_id` text,
	`teams_id` text,
	`time_zone` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_key` ON `people` (`import_id`,`email`);--> statement-breakpoint
CREATE TABLE `profiles` (
	`import_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`folded_name` text NOT NULL,
	`domain` text,
	`country` text,
	`state` text,
	`city` text,
	`postal` text,
	`industry` text,
	`vertical` text,
	`segment` text,
	`subsegment` text,
	`size` integer,
	`managed_by` text,
	`statuses` text,
	`tags` text,
	`owners` text,
	`created_on` text,
	`last_sign_in` text,
	`flags` text,
	`extra` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `profiles_key` ON `profiles` (`import_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `profiles_by_account` ON `profiles` (`account_id`,`import_id`);--> statement-breakpoint
CREATE INDEX `profiles_by_domain` ON `profiles` (`domain`);--> statement-breakpoint
CREATE INDEX `profiles_by_name` ON `profiles` (`folded_name`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`import_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`agreement_id` text NOT NULL,
	`division` text NOT NULL,
	`end_date` text,
	`program` text,
	`expiration_type` text,
	`expiring_revenue` real,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_key` ON `agreements` (`import_id`,`account_id`,`agreement_id`,`division`);--> statement-breakpoint
CREATE INDEX `agreements_by_end` ON `agreements` (`import_id`,`end_date`);--> statement-breakpoint
CREATE TABLE `cohorts` (
	`import_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`cohort` text NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cohorts_key` ON `cohorts` (`import_id`,`account_id`,`cohort`);--> statement-breakpoint
CREATE INDEX `cohorts_by_cohort` ON `cohorts` (`import_id`,`cohort`);--> statement-breakpoint
CREATE TABLE `propensities` (
	`import_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`area` text NOT NULL,
	`own` integer NOT NULL,
	`cluster` text NOT NULL,
	`fit_band` text,
	`fit_score` real,
	`intent_band` text,
	`intent_score` real,
	`cell` text,
	`disagrees` integer NOT NULL,
	`potential` text,
	`potential_from` real,
	`why` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `propensities_key` ON `propensities` (`import_id`,`account_id`,`area`);--> statement-breakpoint
CREATE INDEX `propensities_by_cluster` ON `propensities` (`import_id`,`area`,`cluster`);