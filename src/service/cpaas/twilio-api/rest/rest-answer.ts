import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** An error in Twilio's shape. */
const restErrorSchema = z
  .object({ code: z.number(), message: z.string(), more_info: z.string(), status: z.number() })
  .meta({ id: "RestError" });

const ANY = {
  description: "An error with the field's number",
  content: { "application/json": { schema: restErrorSchema } },
};

/** Error responses of every route. */
export const REST_PROBLEMS = { "4xx": ANY, "5xx": ANY } as const;

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const two = (figure: number): string => String(figure).padStart(2, "0");

/** An instant in ISO 8601, UTC, with milliseconds, for the fields where Twilio uses this format. */
export function isoMoment(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString({ fractionalSecondDigits: 3 });
}

/** An instant in RFC 2822 §3.3 format, in UTC. */
export function rfc2822(atMs: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO("UTC");
  const day = `${DAYS[at.dayOfWeek - 1]}, ${two(at.day)} ${MONTHS[at.month - 1]} ${at.year}`;
  return `${day} ${two(at.hour)}:${two(at.minute)}:${two(at.second)} +0000`;
}
