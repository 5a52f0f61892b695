/** The users of one company: list, invitations, and revocation of roles. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Colleagues } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Awaiting, FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { colleaguesQuery } from "./account-data.ts";
import { AccountSection } from "./account-section.tsx";
import { InvitationLines } from "./invitation-lines.tsx";
import { InviteColleague } from "./invite-colleague.tsx";

type Colleague = Colleagues["people"][number];

function EndDialog({
  colleague,
  company,
  onClose,
}: {
  readonly colleague: Colleague;
  readonly company: string;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const { membershipId, name, isYou } = colleague;
  const end = useMutation({
    mutationFn: () => read(api.DELETE("/api/colleagues/{membershipId}", { params: { path: { membershipId } } })),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  return (
    <Dialog title={isYou ? t("leaveTitle", { company }) : t("removeTitle", { name, company })} onClose={onClose}>
      <div className="grid gap-5">
        <p>{isYou ? t("leaveText") : t("removeText", { name })}</p>
        {end.error === null ? null : <FailureNotice error={end.error} />}
        <div className="flex flex-wrap gap-2">
          <BusyButton
            type="button"
            className="button button-danger"
            isBusy={end.isPending}
            onClick={() => end.mutate()}
          >
            {isYou ? t("leaveYes", { company }) : t("removeYes", { name })}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function ColleagueLine({ colleague, onEnd }: { readonly colleague: Colleague; readonly onEnd: () => void }): ReactNode {
  const t = useTranslations("web.account");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const { name, email, role, since, isYou, mayEnd } = colleague;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold break-words">{isYou ? t("you", { name }) : name}</p>
        <p className="text-small break-all text-soft">{email}</p>
        <p className="text-small text-soft">{t("roleSince", { role: roles(role), since: moment(since, locale) })}</p>
      </div>
      {mayEnd ? (
        <button
          type="button"
          className="button button-small"
          aria-label={isYou ? undefined : t("removeYes", { name })}
          onClick={onEnd}
        >
          {isYou ? t("leave") : t("remove")}
        </button>
      ) : null}
    </li>
  );
}

/** One company with its users. */
export function ColleaguesPart({
  organisationId,
  company,
}: {
  readonly organisationId: string;
  readonly company: string;
}): ReactNode {
  const t = useTranslations("web.account");
  const { data, error, refetch } = useQuery(colleaguesQuery(organisationId));
  const [ending, setEnding] = useState<Colleague | null>(null);
  return (
    <AccountSection title={t("peopleOf", { company })}>
      <Awaiting query={{ data, error, refetch }} lines={2} height={64} />
      <ul>
        {data?.people.map((colleague) => (
          <ColleagueLine key={colleague.membershipId} colleague={colleague} onEnd={() => setEnding(colleague)} />
        ))}
      </ul>
      {data === undefined || data.invitations.length === 0 ? null : (
        <div>
          <h3>{t("invited")}</h3>
          <InvitationLines
            invitations={data.invitations}
            side="company-invitations"
            refresh={["colleagues", organisationId]}
          />
        </div>
      )}
      {data?.mayInvite === true ? <InviteColleague organisationId={organisationId} /> : null}
      {ending === null ? null : <EndDialog colleague={ending} company={company} onClose={() => setEnding(null)} />}
    </AccountSection>
  );
}
