import type { RuleCitation } from "./rule.ts";
import { citeRule } from "./rule.ts";
import type { Rulebook } from "./rulebook.ts";

/** The limits on acting officers, with their rules. */
export interface ActingRules {
  /** Maximum number of calendar days, first and last day included. */
  readonly daysMax: Readonly<Record<"plh" | "plt", number>>;
  /** Maximum number of days until the first day. */
  readonly aheadDaysMax: number;
  readonly citations: Readonly<Record<"plh" | "plt" | "ahead", RuleCitation>>;
}

/** Reads the limits on acting officers. */
export function readActingRules({ rules }: Rulebook): ActingRules {
  const plh = rules["acting-plh-days-max"];
  const plt = rules["acting-plt-days-max"];
  const ahead = rules["acting-ahead-days-max"];
  return {
    daysMax: { plh: plh.value, plt: plt.value },
    aheadDaysMax: ahead.value,
    citations: { plh: citeRule(plh), plt: citeRule(plt), ahead: citeRule(ahead) },
  };
}

/** The rules of authentication: mailed links, the strength of passwords, and second persons. */
export interface CredentialRules {
  readonly emailLinkMs: number;
  readonly resetLinkMs: number;
  readonly invitationMs: number;
  /** Period in which a second person may confirm a proposed role or mandate. */
  readonly proposalMs: number;
  /** Period in which a second person counts after the role has ended, so that ending it does not allow an administrator to act alone. */
  readonly formerSecondPersonMs: number;
  /** Maximum number of mails with a link to one address per hour. */
  readonly linkMailsPerHour: number;
  /** Minimum strength of a password, 0 (weakest) to 4. */
  readonly passwordStrengthMin: number;
  readonly citations: Readonly<
    Record<
      "emailLink" | "resetLink" | "invitation" | "proposal" | "formerSecondPerson" | "linkMails" | "strength",
      RuleCitation
    >
  >;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Reads the rules on mailed links and on the strength of passwords. */
export function readCredentialRules({ rules }: Rulebook): CredentialRules {
  const emailLink = rules["email-link-hours"];
  const resetLink = rules["reset-link-minutes"];
  const invitation = rules["invitation-days"];
  const proposal = rules["authority-proposal-days"];
  const formerSecondPerson = rules["second-person-former-days"];
  const linkMails = rules["mailed-links-per-hour"];
  const strength = rules["password-strength-min"];
  return {
    emailLinkMs: emailLink.value * HOUR_MS,
    resetLinkMs: resetLink.value * MINUTE_MS,
    invitationMs: invitation.value * 24 * HOUR_MS,
    proposalMs: proposal.value * 24 * HOUR_MS,
    formerSecondPersonMs: formerSecondPerson.value * 24 * HOUR_MS,
    linkMailsPerHour: linkMails.value,
    passwordStrengthMin: strength.value,
    citations: {
      emailLink: citeRule(emailLink),
      resetLink: citeRule(resetLink),
      invitation: citeRule(invitation),
      proposal: citeRule(proposal),
      formerSecondPerson: citeRule(formerSecondPerson),
      linkMails: citeRule(linkMails),
      strength: citeRule(strength),
    },
  };
}

/** Retention of ended rows, in days. */
export interface PurgeRules {
  readonly sessionDays: number;
  /** Mailed links and invitations. */
  readonly linkDays: number;
  readonly mailDays: number;
  readonly jobDays: number;
}

/** Reads the retention of sessions, links, mails and jobs. */
export function readPurgeRules({ rules }: Rulebook): PurgeRules {
  return {
    sessionDays: rules["session-keep-days"].value,
    linkDays: rules["mailed-link-keep-days"].value,
    mailDays: rules["mail-keep-days"].value,
    jobDays: rules["job-keep-days"].value,
  };
}
