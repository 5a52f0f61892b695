/** Types of letters of authority, account disputes and document views, as returned by the HTTP API. */

/** The properties of a letter of authority that every reader receives. */
export interface LetterFacts {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly nib: string | null;
  readonly personName: string;
  readonly personEmail: string;
  readonly fileId: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly scope: string;
  readonly state: "offered" | "accepted" | "refused" | "withdrawn";
  readonly isInForce: boolean;
  readonly isWithRegistration: boolean;
  readonly reason: string | null;
  readonly offeredAt: string;
  readonly version: number;
}

/** A letter that the user acts by, or that was offered to the user's company. */
export interface Letter extends LetterFacts {
  readonly side: "consultant" | "company";
  readonly mayDecide: boolean;
}

/** A dispute as returned to both parties. */
export interface Dispute {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly nib: string | null;
  readonly state: "open" | "asked" | "rejected" | "transferred" | "withdrawn";
  readonly ground: "wrong-claimant" | "former-claimant" | "other";
  readonly reason: string;
  readonly claimantName: string;
  readonly claimantPosition: string;
  readonly openedAt: string;
  readonly statementDueDate: string | null;
  readonly statement: string | null;
  readonly statementAt: string | null;
  readonly decisionReason: string | null;
  readonly decidedAt: string | null;
  readonly version: number;
}

/** A dispute that the user is a party to. */
export interface OwnDispute extends Dispute {
  readonly side: "claimant" | "holder";
}

/** A dispute with the data of both parties and the permitted actions. */
export interface DisputeSides extends Dispute {
  readonly claimantEmail: string;
  readonly claimantPhone: string;
  readonly evidenceFileId: string;
  readonly statementFileId: string | null;
  readonly statementByName: string | null;
  readonly holders: { readonly name: string; readonly email: string; readonly role: string; readonly since: string }[];
  readonly mayDecide: boolean;
  readonly mayTransfer: boolean;
}

/** A record of a user opening a personal document. */
export interface DocumentView {
  readonly id: string;
  readonly at: string;
  readonly personName: string;
  readonly role: string;
  readonly isMinistry: boolean;
  readonly fileId: string;
  readonly fileName: string;
  readonly purpose: string;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly caseKind: string | null;
  readonly caseId: string | null;
}
