/** The first hour of a call centre, from the code to the first answered call, and its home page afterwards. */
export { type FirstHourFacts, firstHour, type Step } from "./first-hour.ts";
