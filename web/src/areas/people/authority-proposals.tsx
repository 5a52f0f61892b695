/** Proposed officers' roles and mandates that need approval by a second person: an administrator or the director confirms or withdraws them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type AuthorityProposal, authorityProposalsQuery } from "../../data/authority-proposals.ts";
import { api } from "../../data/client.ts";
import { DECREE_KINDS } from "../../data/mandates.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { may } from "../../shell/places.ts";
import { moment, shortDate } from "../../words/dates.ts";

/** Formats the content of a proposal in one line. */
function useTitle(): (proposal: AuthorityProposal) => string {
  const t = useTranslations("web.mandates.proposals");
  const kinds = useTranslations("web.mandates.kinds");
  const teams = useTranslations("web.persons.teams");
  const roles = useTranslations("roles");
  return ({ role, mandate, personName }) => {
    const name = personName ?? "–";
    if (role !== null && role.team !== null)
      return t("roleInTeam", { role: roles(role.role), team: teams(role.team), name });
    if (role !== null) return t("role", { role: roles(role.role), name });
    const named = DECREE_KINDS.filter((kind) => mandate?.decreeKinds.includes(kind));
    return t("mandate", { kinds: named.map((kind) => kinds(kind)).join(", ") });
  };
}

function MandateFacts({ mandate }: { readonly mandate: NonNullable<AuthorityProposal["mandate"]> }): ReactNode {
  const t = useTranslations("web.mandates.proposals");
  const locale = useLocale();
  const from = shortDate(mandate.validFrom, locale);
  const { validTo, signerName } = mandate;
  return (
    <>
      <p>{validTo === null ? t("from", { from }) : t("fromTo", { from, to: shortDate(validTo, locale) })}</p>
      <p className="break-words">{t("signsAs", { signer: signerName, capacity: mandate.capacity.join(" ") })}</p>
    </>
  );
}

function ProposalLine({ proposal }: { readonly proposal: AuthorityProposal }): ReactNode {
  const t = useTranslations("web.mandates.proposals");
  const locale = useLocale();
  const cache = useQueryClient();
  const title = useTitle()(proposal);
  const path = { id: proposal.id };
  const decision = useMutation({
    mutationFn: (isConfirmed: boolean) =>
      isConfirmed
        ? read(api.POST("/api/authority-proposals/{id}/confirmation", { params: { path } }))
        : read(api.DELETE("/api/authority-proposals/{id}", { params: { path } })),
    onSettled: () =>
      Promise.all(
        ["authority-proposals", "people", "mandates"].map((key) => cache.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const at = moment(proposal.proposedAt, locale);
  const until = moment(proposal.expiresAt, locale);
  return (
    <li className="grid gap-2 border-b border-line py-3">
      <strong className="break-words">{title}</strong>
      {proposal.mandate === null ? null : <MandateFacts mandate={proposal.mandate} />}
      <p className="text-small text-soft">{t("by", { name: proposal.proposedByName, at, until })}</p>
      {decision.error === null ? null : <FailureNotice error={decision.error} />}
      {proposal.mayConfirm ? null : <p className="text-small text-soft">{t("ownHint")}</p>}
      <div className="flex flex-wrap gap-2">
        {proposal.mayConfirm ? (
          <BusyButton
            type="button"
            className="button button-main button-small"
            isBusy={decision.isPending}
            onClick={() => decision.mutate(true)}
          >
            {t("confirm")}
            <span className="sr-only"> {title}</span>
          </BusyButton>
        ) : null}
        <BusyButton
          type="button"
          className="button button-small"
          isBusy={decision.isPending}
          onClick={() => decision.mutate(false)}
        >
          {t("withdraw")}
          <span className="sr-only"> {title}</span>
        </BusyButton>
      </div>
    </li>
  );
}

/** The open proposals; renders nothing when there are none, and for users who may not confirm. */
export function AuthorityProposals(): ReactNode {
  const t = useTranslations("web.mandates.proposals");
  const { data: session } = useQuery(sessionQuery);
  const { data, error } = useQuery({ ...authorityProposalsQuery, enabled: may(session, "authority.confirm") });
  if (error !== null) return <FailureNotice error={error} />;
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="card mb-5 p-4" aria-labelledby="authority-proposals">
      <h2 id="authority-proposals">{t("title")}</h2>
      <p className="mt-1 text-soft">{t("text")}</p>
      <ul>
        {data.items.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} />
        ))}
      </ul>
    </section>
  );
}
