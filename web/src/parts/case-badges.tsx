/** Badges for the states of applications, organisations and decrees: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ApplicationState, IssuingState, OrganisationState } from "../data/types.ts";
import { Badge, type Shape, type Tone, UNKNOWN_STYLE } from "./badges.tsx";

const APPLICATION_STYLES: Readonly<Record<ApplicationState, { readonly shape: Shape; readonly tone: Tone }>> = {
  draft: { shape: "ring", tone: "quiet" },
  submitted: { shape: "half", tone: "info" },
  checking: { shape: "eye", tone: "think" },
  returned: { shape: "triangle", tone: "wait" },
  checked: { shape: "half", tone: "info" },
  endorsed: { shape: "arrow", tone: "info" },
  proposed: { shape: "arrow", tone: "think" },
  approved: { shape: "tick", tone: "good" },
  rejected: { shape: "cross", tone: "bad" },
  withdrawn: { shape: "dash", tone: "quiet" },
  lapsed: { shape: "dash", tone: "bad" },
};

const ORGANISATION_STYLES: Readonly<Record<OrganisationState, { readonly shape: Shape; readonly tone: Tone }>> = {
  submitted: { shape: "half", tone: "info" },
  returned: { shape: "triangle", tone: "wait" },
  verified: { shape: "tick", tone: "good" },
};

const ISSUING_STYLES: Readonly<Record<IssuingState, { readonly shape: Shape; readonly tone: Tone }>> = {
  decided: { shape: "ring", tone: "quiet" },
  rendered: { shape: "half", tone: "info" },
  signed: { shape: "eye", tone: "think" },
  published: { shape: "tick", tone: "good" },
};

/** The state of an application. */
export function ApplicationBadge({ state }: { readonly state: ApplicationState }): ReactNode {
  const t = useTranslations("states");
  return <Badge {...(APPLICATION_STYLES[state] ?? UNKNOWN_STYLE)}>{t(`application.${state}`)}</Badge>;
}

/** The state of a company's registration. */
export function OrganisationBadge({ state }: { readonly state: OrganisationState }): ReactNode {
  const t = useTranslations("states");
  return <Badge {...(ORGANISATION_STYLES[state] ?? UNKNOWN_STYLE)}>{t(`organisation.${state}`)}</Badge>;
}

/** The issuing state of a decree. */
export function IssuingBadge({ state }: { readonly state: IssuingState }): ReactNode {
  const t = useTranslations("states");
  return <Badge {...(ISSUING_STYLES[state] ?? UNKNOWN_STYLE)}>{t(`issuing.${state}`)}</Badge>;
}
