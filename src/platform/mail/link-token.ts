import { createHmac } from "node:crypto";
import { keyFromFile } from "../sealing/index.ts";

/** Stands in a mail's text where its link comes. */
const PLACE = "{link}";

/**
 * The one-time token in the link of a mail (43 characters of base64url): made from the mail's id by a key that lies
 * outside the database, so that the stored mail does not hold it and can still be written out again after a failure.
 */
export async function linkToken(dataFolder: string, mailId: string): Promise<string> {
  const key = await keyFromFile(dataFolder, "mail-link");
  return createHmac("sha256", key).update(`mail ${mailId}`).digest("base64url");
}

/** A stored mail as far as its link goes. */
interface StoredText {
  readonly id: string;
  readonly bodyText: string;
  /** What the token is added to; null for a mail without such a link. */
  readonly secretLink: string | null;
}

/** The text that its receiver reads, with the link in its place. */
export async function textWithLink(dataFolder: string, { id, bodyText, secretLink }: StoredText): Promise<string> {
  if (secretLink === null) return bodyText;
  return bodyText.replaceAll(PLACE, `${secretLink}${await linkToken(dataFolder, id)}`);
}

/** The text for a reader elsewhere than in the mail itself: the link is left out. */
export function textWithoutLink({ bodyText, secretLink }: Omit<StoredText, "id">, instead: string): string {
  return secretLink === null ? bodyText : bodyText.replaceAll(PLACE, instead);
}
