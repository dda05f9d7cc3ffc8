CREATE TABLE `access_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`user` text NOT NULL,
	`email` text,
	`name` text,
	`asked_at` integer NOT NULL,
	`told_at` integer,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `access_requests_key` ON `access_requests` (`platform`,`team`,`user`);--> statement-breakpoint
CREATE TABLE `audiences` (
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`channel` text NOT NULL,
	`questions` text,
	`filters` text NOT NULL,
	`revenue` integer NOT NULL,
	`set_by` text,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`platform`, `team`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `chat_users` (
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`user` text NOT NULL,
	`profile` text NOT NULL,
	`fetched_at` integer NOT NULL,
	`greeted_at` integer,
	PRIMARY KEY(`platform`, `team`, `user`)
);
--> statement-breakpoint
CREATE TABLE `grants` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`list_id` integer NOT NULL,
	`email` text NOT NULL,
	`name` text,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`slack_id` text,
	`teams_id` text,
	`granted_by` text,
	`granted_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `grants_key` ON `grants` (`list_id`,`email`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`key` text NOT NULL,
	`received_at` integer NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`incoming` text,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_key` ON `inbox` (`platform`,`key`);--> statement-breakpoint
CREATE INDEX `inbox_by_state` ON `inbox` (`state`,`received_at`);--> statement-breakpoint
CREATE TABLE `installations` (
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`sealed` text NOT NULL,
	`installed_at` integer NOT NULL,
	`installed_by` text,
	PRIMARY KEY(`platform`, `team`)
);
