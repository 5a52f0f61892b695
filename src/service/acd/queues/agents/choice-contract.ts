import { z } from "zod";

const name = z.string().trim().min(1).max(60);
/** The key of a reason for feature codes; null for a reason on screens only. */
const digit = z.number().int().min(1).max(9).nullable();
const expectedVersion = z.number().int().min(1);
const choice = { id: z.uuid(), name: z.string(), version: z.number() };

/** The form of a pause reason. */
export const pauseReasonFormSchema = z.strictObject({ name, digit });

/** The form of a disposition: for one queue, or for all of them. */
export const dispositionFormSchema = z.strictObject({ name, queueId: z.uuid().nullable() });

/** A new name or key of a reason, over the version that was read. */
export const pauseReasonChangeSchema = pauseReasonFormSchema.extend({ expectedVersion });

/** A new name of a disposition, over the version that was read. */
export const dispositionChangeSchema = z.strictObject({ name, expectedVersion });

/** The pause reasons of a call centre, by name. */
export const pauseReasonsSchema = z.object({ items: z.array(z.object({ ...choice, digit })) });

/** The dispositions of a call centre: for all queues first, then by queue. */
export const dispositionsSchema = z.object({
  items: z.array(z.object({ ...choice, queueId: z.uuid().nullable(), queueName: z.string().nullable() })),
});
