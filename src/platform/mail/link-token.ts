import { createHmac } from "node:crypto";
import { keyFromFile } from "../sealing/index.ts";

/** Placeholder of the link in a mail's text. */
const PLACE = "{link}";

/**
 * The one-time token in the link of a mail (43 characters of base64url): derived from the mail's id by a key outside
 * the database, so that the stored mail does not contain the token and can still be rendered again after a failure.
 */
export async function linkToken(dataFolder: string, mailId: string): Promise<string> {
  const key = await keyFromFile(dataFolder, "mail-link");
  return createHmac("sha256", key).update(`mail ${mailId}`).digest("base64url");
}

/** The properties of a stored mail that its link needs. */
interface StoredText {
  readonly id: string;
  readonly bodyText: string;
  /** The URL to which the token is appended; null for a mail without such a link. */
  readonly secretLink: string | null;
}

/** The text for the recipient, with the link inserted. */
export async function textWithLink(dataFolder: string, { id, bodyText, secretLink }: StoredText): Promise<string> {
  if (secretLink === null) return bodyText;
  return bodyText.replaceAll(PLACE, `${secretLink}${await linkToken(dataFolder, id)}`);
}

/** The text for a reader outside the mail itself: the link is left out. */
export function textWithoutLink({ bodyText, secretLink }: Omit<StoredText, "id">, instead: string): string {
  return secretLink === null ? bodyText : bodyText.replaceAll(PLACE, instead);
}
