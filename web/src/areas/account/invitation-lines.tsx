/** Open invitations: resend or withdraw, for users who may invite. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Invitation } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";

type Side = "company-invitations" | "officer-invitations" | "centre-invitations";

interface InvitationAction {
  readonly id: string;
  readonly act: "again" | "withdraw";
}

const CALLS = {
  "company-invitations": {
    again: (id: string) => api.POST("/api/company-invitations/{id}/again", { params: { path: { id } } }),
    withdraw: (id: string) => api.DELETE("/api/company-invitations/{id}", { params: { path: { id } } }),
  },
  "officer-invitations": {
    again: (id: string) => api.POST("/api/officer-invitations/{id}/again", { params: { path: { id } } }),
    withdraw: (id: string) => api.DELETE("/api/officer-invitations/{id}", { params: { path: { id } } }),
  },
  "centre-invitations": {
    again: (id: string) => api.POST("/api/centre-invitations/{id}/again", { params: { path: { id } } }),
    withdraw: (id: string) => api.DELETE("/api/centre-invitations/{id}", { params: { path: { id } } }),
  },
} as const;

function Line({
  invitation,
  onAsk,
}: {
  readonly invitation: Invitation;
  readonly onAsk: (act: InvitationAction["act"]) => void;
}): ReactNode {
  const t = useTranslations("web.invitations");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const { email, role, state, expiresAt } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold break-all">{email}</p>
        <p className="flex flex-wrap items-center gap-2 text-small text-soft">
          {roles(role)}
          {state === "over" ? (
            <Badge shape="cross" tone="quiet">
              {t("over")}
            </Badge>
          ) : (
            <span>· {t("openUntil", { until: moment(expiresAt, locale) })}</span>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className="button button-small"
          aria-label={t("againTo", { email })}
          onClick={() => onAsk("again")}
        >
          {t("again")}
        </button>
        <button
          type="button"
          className="button button-small"
          aria-label={t("withdrawTo", { email })}
          onClick={() => onAsk("withdraw")}
        >
          {t("withdraw")}
        </button>
      </div>
    </li>
  );
}

/** The lines; `refresh` is the query key of their list. */
export function InvitationLines({
  invitations,
  side,
  refresh,
}: {
  readonly invitations: readonly Invitation[];
  readonly side: Side;
  readonly refresh: readonly string[];
}): ReactNode {
  const t = useTranslations("web.invitations");
  const cache = useQueryClient();
  const ask = useMutation({
    mutationFn: ({ id, act }: InvitationAction) => read(CALLS[side][act](id)),
    onSettled: () => cache.invalidateQueries({ queryKey: refresh }),
  });
  return (
    <>
      {ask.error === null ? null : <FailureNotice error={ask.error} />}
      <ul>
        {invitations.map((invitation) => (
          <Line key={invitation.id} invitation={invitation} onAsk={(act) => ask.mutate({ id: invitation.id, act })} />
        ))}
      </ul>
      <p role="status" className="text-small text-soft">
        {ask.isSuccess ? t(ask.variables.act === "again" ? "sentAgain" : "withdrawn") : ""}
      </p>
    </>
  );
}
