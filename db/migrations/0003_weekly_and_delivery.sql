CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`slot_id` integer,
	`schedule_id` integer,
	`kind` text NOT NULL,
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`line` text NOT NULL,
	`payload` text,
	`payload_hash` text NOT NULL,
	`state` text NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`not_before` integer NOT NULL,
	`lease_until` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`dispatched_at` integer,
	`posted_at` integer,
	`channel` text,
	`message` text,
	`body` text NOT NULL,
	`body_attempts` integer DEFAULT 0 NOT NULL,
	`absent` integer DEFAULT 0 NOT NULL,
	`looked_at` integer,
	`error` text,
	`error_detail` text,
	`planned_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`slot_id`) REFERENCES `slots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`schedule_id`) REFERENCES `schedules`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_key` ON `deliveries` (`key`);--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`state`,`not_before`);--> statement-breakpoint
CREATE INDEX `deliveries_by_body` ON `deliveries` (`body`,`not_before`);--> statement-breakpoint
CREATE INDEX `deliveries_by_slot` ON `deliveries` (`slot_id`);--> statement-breakpoint
CREATE TABLE `marks` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schedules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`digest` text NOT NULL,
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`rule` text NOT NULL,
	`zone` text NOT NULL,
	`filters` text NOT NULL,
	`language` text NOT NULL,
	`catch_up` text NOT NULL,
	`catch_up_days` integer NOT NULL,
	`patience_ms` integer,
	`state` text NOT NULL,
	`owner_email` text,
	`owner_user` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`planned_until` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `schedules_uid` ON `schedules` (`uid`);--> statement-breakpoint
CREATE INDEX `schedules_by_state` ON `schedules` (`state`);--> statement-breakpoint
CREATE TABLE `slots` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`schedule_id` integer NOT NULL,
	`label` text NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`detail` text NOT NULL,
	`planned_at` integer NOT NULL,
	`decided_at` integer,
	`noticed_at` integer,
	FOREIGN KEY (`schedule_id`) REFERENCES `schedules`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `slots_key` ON `slots` (`schedule_id`,`label`);--> statement-breakpoint
CREATE INDEX `slots_by_state` ON `slots` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `slots_by_schedule` ON `slots` (`schedule_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `feature_weeks` (
	`import_id` integer NOT NULL,
	`week` text NOT NULL,
	`account_id` integer NOT NULL,
	`feature` text NOT NULL,
	`calls` integer NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feature_weeks_key` ON `feature_weeks` (`import_id`,`week`,`account_id`,`feature`);--> statement-breakpoint
CREATE TABLE `import_weeks` (
	`import_id` integer NOT NULL,
	`week` text NOT NULL,
	`account_id` integer NOT NULL,
	PRIMARY KEY(`import_id`, `week`, `account_id`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_weeks_by_week` ON `import_weeks` (`week`);--> statement-breakpoint
CREATE TABLE `quality_weeks` (
	`import_id` integer NOT NULL,
	`week` text NOT NULL,
	`account_id` integer NOT NULL,
	`endpoint_type` text NOT NULL,
	`calls` integer NOT NULL,
	`good` integer NOT NULL,
	`packet_loss` real,
	`latency_ms` real,
	`jitter_ms` real,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quality_weeks_key` ON `quality_weeks` (`import_id`,`week`,`account_id`,`endpoint_type`);--> statement-breakpoint
CREATE TABLE `queue_weeks` (
	`import_id` integer NOT NULL,
	`week` text NOT NULL,
	`account_id` integer NOT NULL,
	`queue` text NOT NULL,
	`calls` integer NOT NULL,
	`answered` integer NOT NULL,
	`abandoned` integer NOT NULL,
	`time_to_answer_s` real,
	`wait_before_abandon_s` real,
	`overflowed` integer,
	`timed_out` integer,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `queue_weeks_key` ON `queue_weeks` (`import_id`,`week`,`account_id`,`queue`);--> statement-breakpoint
CREATE TABLE `usage_weeks` (
	`import_id` integer NOT NULL,
	`week` text NOT NULL,
	`account_id` integer NOT NULL,
	`users` integer,
	`active_users` integer,
	`calls` integer NOT NULL,
	`minutes` integer,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `usage_weeks_key` ON `usage_weeks` (`import_id`,`week`,`account_id`);--> statement-breakpoint
CREATE TABLE `week_repeats` (
	`import_id` integer NOT NULL,
	`key` text NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`import_id`, `key`, `content`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
