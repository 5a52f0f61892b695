const day = [{ from: "08:00", to: "17:00" }];

/** Named opening hours of an ordinary tenant. */
export const HOURS_FORM = {
  name: "Jam uji",
  hours: {
    zone: "Asia/Jakarta",
    specialDays: [],
    isClosedOnNationalDays: true,
    isClosedOnJointLeave: false,
    week: {
      monday: day,
      tuesday: day,
      wednesday: day,
      thursday: day,
      friday: day,
      saturday: [{ from: "08:00", to: "12:00" }],
      sunday: [],
    },
  },
} as const;

/** Open at every hour, for tests that run at any. */
export const ALWAYS_OPEN = {
  name: "Selalu",
  hours: {
    ...HOURS_FORM.hours,
    isClosedOnNationalDays: false,
    week: Object.fromEntries(Object.keys(HOURS_FORM.hours.week).map((day) => [day, [{ from: "00:00", to: "24:00" }]])),
  },
};
