CREATE TABLE `signing_keys` (
	`name` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `teams_conversations` (
	`tenant` text NOT NULL,
	`conversation` text NOT NULL,
	`kind` text NOT NULL,
	`service_url` text NOT NULL,
	`bot_id` text NOT NULL,
	`team_id` text,
	`group_id` text,
	`name` text,
	`user` text,
	`joined` integer NOT NULL,
	`home_message` text,
	`heard_at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `conversation`)
);
--> statement-breakpoint
CREATE INDEX `teams_conversations_by_user` ON `teams_conversations` (`tenant`,`user`);--> statement-breakpoint
CREATE INDEX `teams_conversations_by_team` ON `teams_conversations` (`tenant`,`team_id`);--> statement-breakpoint
CREATE TABLE `teams_people` (
	`tenant` text NOT NULL,
	`user` text NOT NULL,
	`teams_id` text NOT NULL,
	`name` text,
	`locale` text,
	`time_zone` text,
	`heard_at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `user`)
);
--> statement-breakpoint
CREATE TABLE `waiting_files` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`team` text NOT NULL,
	`user` text NOT NULL,
	`name` text NOT NULL,
	`comment` text NOT NULL,
	`content` text NOT NULL,
	`rights` text NOT NULL,
	`state` text NOT NULL,
	`upload` text,
	`given` integer DEFAULT 0 NOT NULL,
	`made_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `waiting_files_by_expiry` ON `waiting_files` (`expires_at`);--> statement-breakpoint
CREATE INDEX `waiting_files_by_state` ON `waiting_files` (`state`);