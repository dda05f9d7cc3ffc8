/** Slots of a day and of a week. Days and weeks are UTC's: a slot of the week is the same slot in any zone. */
export const DAY_SLOTS = 96;
export const WEEK_SLOTS = 672;

/** The windows that are looked at, in slots: 15, 30 and 60 minutes. */
export const WINDOWS = [1, 2, 4] as const;

/** A day is learned once its last slots are known to be clean: so many slots after its end, the longest window. */
export const HOLD = 4;
