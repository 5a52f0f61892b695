import { z } from "zod";

const name = z.string().trim().min(1).max(60);
/** The key by which a reason is named at desk phones; null for one that is named on screens only. */
const digit = z.number().int().min(1).max(9).nullable();
const expectedVersion = z.number().int().min(1);
const choice = { id: z.uuid(), name: z.string(), version: z.number() };

/** A reason for a pause as it is written down. */
export const pauseReasonFormSchema = z.strictObject({ name, digit });

/** A disposition as it is written down: for one queue, or for all of them. */
export const dispositionFormSchema = z.strictObject({ name, queueId: z.uuid().nullable() });

/** Another name or key for a reason, over the version that was read. */
export const pauseReasonChangeSchema = pauseReasonFormSchema.extend({ expectedVersion });

/** Another name for a disposition, over the version that was read. */
export const dispositionChangeSchema = z.strictObject({ name, expectedVersion });

/** Why agents of a call centre pause, by name. */
export const pauseReasonsSchema = z.object({ items: z.array(z.object({ ...choice, digit })) });

/** What contacts of a call centre come to: for all queues first, then by queue. */
export const dispositionsSchema = z.object({
  items: z.array(z.object({ ...choice, queueId: z.uuid().nullable(), queueName: z.string().nullable() })),
});
