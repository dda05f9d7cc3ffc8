CREATE TABLE `alert_rows` (
	`rule_id` integer NOT NULL,
	`key` text NOT NULL,
	`seen_at` integer NOT NULL,
	`notice` text,
	PRIMARY KEY(`rule_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `alert_rules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`filters` text NOT NULL,
	`queue` text,
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`rota` text,
	`severity` text NOT NULL,
	`settings` text NOT NULL,
	`language` text NOT NULL,
	`zone` text NOT NULL,
	`state` text NOT NULL,
	`muted_until` integer,
	`owner_email` text,
	`owner_user` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`armed_at` integer,
	`evaluated_until` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_rules_uid` ON `alert_rules` (`uid`);--> statement-breakpoint
CREATE INDEX `alert_rules_by_state` ON `alert_rules` (`state`);--> statement-breakpoint
CREATE TABLE `drills` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`rule_id` integer NOT NULL,
	`incident_id` integer,
	`email` text NOT NULL,
	`started_at` integer NOT NULL,
	`reached_at` integer,
	`warnings` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `drills_by_rule` ON `drills` (`rule_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `incident_events` (
	`incident_id` integer NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`by_name` text,
	`detail` text NOT NULL,
	PRIMARY KEY(`incident_id`, `number`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`rule_id` integer NOT NULL,
	`kind` text NOT NULL,
	`customer_id` integer NOT NULL,
	`phase` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`resolved_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`rule_id`) REFERENCES `alert_rules`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_uid` ON `incidents` (`uid`);--> statement-breakpoint
CREATE INDEX `incidents_by_phase` ON `incidents` (`phase`,`opened_at`);--> statement-breakpoint
CREATE INDEX `incidents_by_rule` ON `incidents` (`rule_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `rota_overrides` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`rota` text NOT NULL,
	`position` integer NOT NULL,
	`email` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`by_name` text,
	`created_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `rota_overrides_by_rota` ON `rota_overrides` (`rota`,`until_at`);--> statement-breakpoint
CREATE TABLE `rota_rows` (
	`import_id` integer NOT NULL,
	`rota` text NOT NULL,
	`position` integer NOT NULL,
	`email` text NOT NULL,
	`starts` text,
	`ends` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rota_rows_by_rota` ON `rota_rows` (`import_id`,`rota`,`position`);--> statement-breakpoint
CREATE TABLE `rota_zones` (
	`rota` text PRIMARY KEY NOT NULL,
	`zone` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `silences` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`rule_id` integer,
	`series_id` integer,
	`customer_id` integer,
	`until` integer NOT NULL,
	`by_name` text,
	`by_email` text,
	`created_at` integer NOT NULL,
	`reminded_at` integer,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `silences_by_end` ON `silences` (`ended_at`,`until`);--> statement-breakpoint
CREATE TABLE `call_legs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`import_id` integer NOT NULL,
	`org` text NOT NULL,
	`report_id` text NOT NULL,
	`report_at` integer NOT NULL,
	`correlation_id` text NOT NULL,
	`local_call_id` text,
	`transfer_call_id` text,
	`facts` text NOT NULL,
	`released_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `call_legs_key` ON `call_legs` (`org`,`report_id`,`import_id`);--> statement-breakpoint
CREATE INDEX `call_legs_by_call` ON `call_legs` (`org`,`correlation_id`);--> statement-breakpoint
CREATE INDEX `call_legs_by_local` ON `call_legs` (`org`,`local_call_id`);--> statement-breakpoint
CREATE INDEX `call_legs_by_transfer` ON `call_legs` (`org`,`transfer_call_id`);--> statement-breakpoint
CREATE INDEX `call_legs_by_import` ON `call_legs` (`import_id`);--> statement-breakpoint
CREATE INDEX `call_legs_by_release` ON `call_legs` (`released_at`);--> statement-breakpoint
CREATE TABLE `call_work` (
	`org` text NOT NULL,
	`correlation_id` text NOT NULL,
	PRIMARY KEY(`org`, `correlation_id`)
);
--> statement-breakpoint
CREATE TABLE `feed_spans` (
	`feed_id` integer NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	PRIMARY KEY(`feed_id`, `from_at`)
);
--> statement-breakpoint
CREATE TABLE `feeds` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`org` text NOT NULL,
	`name` text NOT NULL,
	`host` text,
	`sealed_token` text,
	`added_at` integer NOT NULL,
	`removed_at` integer,
	`heard_at` integer,
	`complete_until` integer,
	`error` text,
	`error_detail` text,
	`failing_since` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feeds_key` ON `feeds` (`kind`,`org`,`added_at`);--> statement-breakpoint
CREATE TABLE `interval_counts` (
	`import_id` integer NOT NULL,
	`series_id` integer NOT NULL,
	`at` integer NOT NULL,
	`minutes` integer NOT NULL,
	`calls` integer NOT NULL,
	`answered` integer,
	`abandoned` integer NOT NULL,
	`short_abandoned` integer,
	`voicemail` integer,
	`overflowed` integer,
	`not_queued` integer,
	`wait_ms` integer,
	PRIMARY KEY(`series_id`, `at`, `import_id`),
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `interval_counts_by_import` ON `interval_counts` (`import_id`);--> statement-breakpoint
CREATE TABLE `interval_spans` (
	`import_id` integer NOT NULL,
	`kind` text NOT NULL,
	`account_id` integer DEFAULT 0 NOT NULL,
	`org` text DEFAULT '' NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	PRIMARY KEY(`import_id`, `kind`, `account_id`, `org`)
);
--> statement-breakpoint
CREATE INDEX `interval_spans_by_whose` ON `interval_spans` (`kind`,`account_id`,`org`,`until_at`);--> statement-breakpoint
CREATE TABLE `queue_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`series_id` integer NOT NULL,
	`org` text NOT NULL,
	`correlation_id` text NOT NULL,
	`released_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`wait_ms` integer,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `queue_entries_by_slot` ON `queue_entries` (`series_id`,`released_at`);--> statement-breakpoint
CREATE INDEX `queue_entries_by_call` ON `queue_entries` (`org`,`correlation_id`);--> statement-breakpoint
CREATE TABLE `received` (
	`hash` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `series` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`account_id` integer DEFAULT 0 NOT NULL,
	`org` text DEFAULT '' NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`number` text,
	`location` text,
	`named_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `series_key` ON `series` (`kind`,`account_id`,`org`,`key`);--> statement-breakpoint
ALTER TABLE `deliveries` ADD `incident_id` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `parent_id` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `in_thread` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `when_unknown` text DEFAULT 'hold' NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `urgent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `mentions` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `said` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_by_incident` ON `deliveries` (`incident_id`);