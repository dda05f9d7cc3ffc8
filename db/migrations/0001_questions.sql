CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`actor` text,
	`place` text NOT NULL,
	`action` text NOT NULL,
	`subject` text,
	`detail` text NOT NULL,
	`rows` integer
);
--> statement-breakpoint
CREATE INDEX `audit_by_kind` ON `audit` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `upgrades` (
	`name` text PRIMARY KEY NOT NULL,
	`reached` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `line_totals` (
	`import_id` integer NOT NULL,
	`product` text NOT NULL,
	`type` text NOT NULL,
	`lines` integer NOT NULL,
	`total` integer,
	`assigned` integer,
	`used` integer,
	PRIMARY KEY(`import_id`, `product`, `type`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `owner_words` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`key` text NOT NULL,
	`owners` text NOT NULL,
	`at` integer NOT NULL,
	`by` text
);
--> statement-breakpoint
CREATE INDEX `owner_words_by_account` ON `owner_words` (`key`,`source`);--> statement-breakpoint
CREATE TABLE `tag_words` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`key` text NOT NULL,
	`tag` text NOT NULL,
	`folded` text NOT NULL,
	`verdict` text NOT NULL,
	`at` integer NOT NULL,
	`by` text
);
--> statement-breakpoint
CREATE INDEX `tag_words_by_account` ON `tag_words` (`key`,`source`);--> statement-breakpoint
DROP INDEX `lines_by_end`;--> statement-breakpoint
CREATE INDEX `lines_by_start` ON `lines` (`import_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `lines_over` ON `lines` (`import_id`,`account_id`) WHERE assigned > total;--> statement-breakpoint
CREATE INDEX `lines_low` ON `lines` (`import_id`,`product`) WHERE total >= 10 and assigned * 2 < total;--> statement-breakpoint
CREATE INDEX `lines_by_end` ON `lines` (`import_id`,`end_date`,`auto_renew`,`account_id`,`total`,`assigned`,`used`);--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `state` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `city` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `postal` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `industry` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `vertical` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `segment` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `subsegment` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `size` integer;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `managed_by` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `tags` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `owners` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `flags` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `state` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `city` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `postal` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `industry` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `vertical` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `segment` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `subsegment` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `size` integer;--> statement-breakpoint
ALTER TABLE `customers` ADD `managed_by` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `tags` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `owners` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `flags` text;--> statement-breakpoint
INSERT INTO `upgrades` (`name`) SELECT 'line_totals' WHERE EXISTS (SELECT 1 FROM `imports` WHERE `status` = 'done');--> statement-breakpoint
INSERT INTO `upgrades` (`name`) SELECT 'customers' WHERE EXISTS (SELECT 1 FROM `imports` WHERE `status` = 'done');
