import { z } from "zod";
import { flowSchema, openingHoursSchema } from "../contract.ts";
import { FLOW_EXAMPLES } from "./example-flows.shared.ts";

const name = z.string().trim().min(1).max(80);
const note = z.string().trim().max(300);
const code = z.string().regex(/^\d{3,8}$/);
const version = z.number().int().min(1);

/** A new flow: its name, and its template. */
export const flowFormSchema = z.strictObject({ name, example: z.enum(FLOW_EXAMPLES) });

/** A draft that replaces the one read at this version. */
export const flowDraftSchema = z.strictObject({ expectedVersion: version, name, draft: flowSchema });

/** Publishes the draft that was read at this version, with a note for later readers. */
export const flowPublishSchema = z.strictObject({ expectedVersion: version, note });

/** Restores a version, with a note for later readers. */
export const flowRestoreSchema = z.strictObject({ note });

/** The flow that a number had when it was read; null for none. */
export const flowAssignSchema = z.strictObject({ from: z.uuid().nullable() });

/** The user who published a version, with time and note. */
const versionSchema = z.object({
  number: z.number(),
  note: z.string(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
  /** The version that this one restored; null for one made from a draft. */
  broughtBack: z.number().nullable(),
});

/** The flows of the caller's call centre, by name. */
export const flowsSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      version: z.number(),
      steps: z.number(),
      numbers: z.array(code),
      /** Null before the first publication. */
      live: versionSchema.nullable(),
      /** Whether the draft behaves differently from the live version. */
      isChanged: z.boolean(),
      changedAt: z.iso.datetime(),
      changedBy: z.string(),
    }),
  ),
});

/** A flow in the editor, with its live version. */
export const storedFlowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.number(),
  draft: flowSchema,
  live: versionSchema.extend({ flow: flowSchema }).nullable(),
  numbers: z.array(code),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
});

/** The versions of a flow, newest first. */
export const flowVersionsSchema = z.object({ items: z.array(versionSchema) });

/** One version with its changes, as texts in the reader's language. */
export const flowVersionSchema = versionSchema.extend({ flow: flowSchema, changes: z.array(z.string()) });

/** The number of a published version, and whether it is new or was live already. */
export const flowPublishedSchema = z.object({ number: z.number(), isNew: z.boolean() });

/** The findings that prevent the publication of a draft, as texts in the reader's language. */
export const flowFindingsSchema = z.object({
  items: z.array(
    z.object({
      stepId: z.string().nullable(),
      field: z.string(),
      rule: z.string(),
      what: z.string(),
      remedy: z.string(),
    }),
  ),
});

/** The changes of a draft from the live version, as texts in the reader's language. */
export const flowChangesSchema = z.object({
  /** The live version; null while there is none, and then everything counts as new. */
  live: z.number().nullable(),
  items: z.array(z.object({ stepId: z.string().nullable(), what: z.string() })),
});

/** The resources that the flows of a call centre may reference. */
export const flowSurroundingsSchema = z.object({
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Own recordings; the browser knows the built-in ones. */
  prompts: z.array(z.object({ name: z.string(), language: z.enum(["id", "en"]), words: z.string() })),
  numbers: z.array(
    z.object({ code, label: z.string(), flow: z.object({ id: z.uuid(), name: z.string() }).nullable() }),
  ),
  /** Named hours. */
  hours: z.array(z.object({ id: z.uuid(), name: z.string(), version: z.number(), hours: openingHoursSchema })),
  /** Lists of places and prices, each with an entry as an example; null for an empty one. */
  lists: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      kind: z.enum(["locations", "prices"]),
      example: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  daysOff: z.array(z.object({ date: z.string(), kind: z.enum(["national", "joint-leave"]), name: z.string() })),
});
