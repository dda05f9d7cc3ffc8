/** The languages the product reads and speaks; `pt` is Brazilian Portuguese, `zh` simplified Chinese. */
export const languages = ['en', 'pt', 'fr', 'es', 'de', 'zh'] as const;

export type Language = (typeof languages)[number];
