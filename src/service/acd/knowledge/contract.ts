import { z } from "zod";
import { ARTICLE_STATES, LIMITS } from "./limits.shared.ts";
import { LIST_KINDS } from "./list-columns.shared.ts";

const instant = z.iso.datetime();
const day = z.iso.date();
const title = z.string().trim().min(1).max(LIMITS.title);

/** A menu choice of a flow. */
const choicePlace = z.strictObject({
  flowId: z.uuid(),
  stepId: z.string().min(1).max(40),
  keys: z.string().min(1).max(4),
});

/** A menu choice of a flow. */
export type ChoicePlace = z.infer<typeof choicePlace>;

/** A new article. */
export const articleFormSchema = z.strictObject({ title });

/** A draft, saved over the version that was read; the places where the article is shown apply at once. */
export const articleDraftSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  title,
  body: z.string().max(LIMITS.body),
  owner: z.string().trim().max(LIMITS.owner),
  queueIds: z.array(z.uuid()).max(LIMITS.places),
  choices: z.array(choicePlace).max(LIMITS.places),
});

/** A draft, see `articleDraftSchema`. */
export type ArticleDraft = z.infer<typeof articleDraftSchema>;

/** Publishes the draft that was read at this version: from a day on, until a day or until a later version replaces it. */
export const articlePublishSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  inForceFrom: day,
  inForceUntil: day.nullable(),
  note: z.string().trim().max(LIMITS.note),
});

/** A publication, see `articlePublishSchema`. */
export type ArticlePublish = z.infer<typeof articlePublishSchema>;

/** A version in a list. */
const versionSchema = z.object({
  number: z.number(),
  title: z.string(),
  owner: z.string(),
  inForceFrom: day,
  inForceUntil: day.nullable(),
  note: z.string(),
  publishedAt: instant,
  publishedBy: z.string(),
});

/** One version with its text. */
export const articleVersionSchema = versionSchema.extend({ body: z.string() });

/** The search for articles. */
export const articlesQuery = z.strictObject({
  search: z.string().max(LIMITS.question).optional(),
  state: z.enum(ARTICLE_STATES).optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
});

/** A page of articles by title. */
export const articlesSchema = z.object({
  /** The day of these states, in the time zone of the call centre. */
  today: day,
  total: z.number(),
  hasMore: z.boolean(),
  items: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      owner: z.string(),
      state: z.enum(ARTICLE_STATES),
      /** Whether the draft differs from the newest version. */
      isChanged: z.boolean(),
      inForceFrom: day.nullable(),
      inForceUntil: day.nullable(),
      reviewedOn: day.nullable(),
      changedAt: instant,
      changedBy: z.string(),
    }),
  ),
});

/** An article for editing, with its versions, newest first. */
export const articleSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  body: z.string(),
  owner: z.string(),
  version: z.number(),
  state: z.enum(ARTICLE_STATES),
  today: day,
  reviewedOn: day.nullable(),
  queueIds: z.array(z.uuid()),
  choices: z.array(choicePlace),
  versions: z.array(versionSchema),
});

/** The places where an article can be shown without a search. */
export const informationPlacesSchema = z.object({
  queues: z.array(z.object({ id: z.uuid(), name: z.string() })),
  choices: z.array(choicePlace.extend({ flow: z.string(), step: z.string(), label: z.string() })),
});

/** Searches without a result, the most frequent first. */
export const informationMissesSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), words: z.string(), times: z.number(), lastAt: instant })),
});

/** The search of an agent. */
export const informationQuery = z.strictObject({ search: z.string().min(1).max(LIMITS.question) });

/** A search of an agent without a result. */
export const informationMissSchema = z.strictObject({ search: z.string().min(1).max(LIMITS.question) });

/** Articles for an agent, the best match first, with the text in force. */
export const desktopInformationSchema = z.object({
  items: z.array(
    z.object({ id: z.uuid(), number: z.number(), title: z.string(), body: z.string(), inForceUntil: day.nullable() }),
  ),
  /** The articles that were recorded as given to the caller of the contact; empty without a contact. */
  usedIds: z.array(z.uuid()),
  /** Entries of location and price lists, the best match first; only for a search. */
  entries: z.array(
    z.object({
      listId: z.uuid(),
      number: z.number(),
      line: z.number(),
      kind: z.enum(LIST_KINDS),
      list: z.string(),
      code: z.string(),
      name: z.string(),
      priceRupiah: z.number().nullable(),
      postcode: z.string().nullable(),
      validUntil: day.nullable(),
      fields: z.record(z.string(), z.string()),
    }),
  ),
  usedEntries: z.array(z.object({ listId: z.uuid(), number: z.number(), line: z.number() })),
});

/** Articles for an agent. */
export type DesktopInformation = z.infer<typeof desktopInformationSchema>;

/** The article version that the agent gave to the caller. */
export const informationUseSchema = z.strictObject({ articleId: z.uuid(), number: z.number().int().min(1).max(9_999) });

/** The list entry that the agent gave to the caller. */
export const entryUseSchema = z.strictObject({
  listId: z.uuid(),
  number: z.number().int().min(1).max(999),
  line: z.number().int().min(1).max(100_000),
});
