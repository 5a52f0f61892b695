import { USUAL_WEEK } from "../src/service/flows/example-flows.shared.ts";

/** Named hours as somebody would keep them. */
export const HOURS_FORM = {
  name: "Jam uji",
  hours: {
    ...{ zone: "Asia/Jakarta", week: USUAL_WEEK, specialDays: [] },
    ...{ isClosedOnNationalDays: true, isClosedOnJointLeave: false },
  },
} as const;
