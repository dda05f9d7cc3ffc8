/** What Teams takes, written down apart from the program: if both were one table, a wrong figure would be right. */
export const BYTES = 80 * 1024;
export const REQUEST_BYTES = 262_144;
export const PICTURE_BYTES = 150_000;
export const SUMMARY = 300;
export const TEXT = 4_000;
export const TITLE = 80;
export const PRESS = 2_000;
export const STATE = 3_000;
export const VISIBLE_ACTIONS = 4;
export const ACTIONS = 12;
export const CHOICES = 100;
export const PHONE_COLUMNS = 3;
export const REFRESH_USERS = 60;
