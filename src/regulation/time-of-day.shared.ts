/** Formats a time of day `HH:MM`: "09:00" in English, "09.00" in Indonesian. */
export const timeInWords = (time: string, locale: string): string => (locale === "en" ? time : time.replace(":", "."));
