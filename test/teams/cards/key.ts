/** Signs the buttons of the cards in tests. */
export const key = Buffer.alloc(32, 7);
