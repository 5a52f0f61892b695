/** The login email address: confirmation state, and change of address. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Account } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { AccountSection } from "./account-section.tsx";

function Pending({ pending }: { readonly pending: NonNullable<Account["pendingEmail"]> }): ReactNode {
  const t = useTranslations("web.account");
  const locale = useLocale();
  const cache = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => read(api.DELETE("/api/account/email")),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["account"] }),
  });
  return (
    <div role="status">
      <Notice tone="wait" title={t("pendingTitle", { email: pending.email })}>
        <p>{t("pendingText", { until: moment(pending.expiresAt, locale) })}</p>
        <BusyButton
          type="button"
          className="button button-small mt-2"
          isBusy={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {t("pendingCancel")}
        </BusyButton>
        {cancel.error === null ? null : <FailureNotice error={cancel.error} />}
      </Notice>
    </div>
  );
}

function ChangeForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [email, setEmail] = useState("");
  const [currentPassword, setCurrentPassword] = useState("");
  const change = useMutation({
    mutationFn: () => read(api.POST("/api/account/email", { body: { email: email.trim(), currentPassword } })),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["account"] });
      onClose();
    },
  });
  const problem = change.error === null ? null : problemOf(change.error);
  const errorOf = (path: string): string | undefined => problem?.fields.find((fault) => fault.path === path)?.message;
  const lines = problem?.fields.map(({ path, message }) => ({
    field: path === "email" ? "newEmail" : "emailPassword",
    message,
  }));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form noValidate className="grid gap-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines ?? []} problem={problem} />
      <TextField
        name="newEmail"
        label={t("newEmail")}
        hint={t("newEmailHint")}
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
        error={errorOf("email")}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        name="emailPassword"
        label={t("currentPassword")}
        type="password"
        autoComplete="current-password"
        error={errorOf("currentPassword")}
        value={currentPassword}
        onChange={(event) => setCurrentPassword(event.target.value)}
      />
      <div className="flex flex-wrap gap-3">
        <BusyButton type="submit" className="button button-main" isBusy={change.isPending}>
          {change.isPending ? parts("working") : t("changeEmailSend")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}

/** The email address. */
export function EmailPart({ account }: { readonly account: Account }): ReactNode {
  const t = useTranslations("web.account");
  const [isChanging, setIsChanging] = useState(false);
  return (
    <AccountSection title={t("email")}>
      <p className="flex flex-wrap items-center gap-3">
        <span className="break-all">{account.email}</span>
        {account.isEmailConfirmed ? (
          <Badge shape="tick" tone="good">
            {t("confirmed")}
          </Badge>
        ) : (
          <Badge shape="ring" tone="wait">
            {t("unconfirmed")}
          </Badge>
        )}
      </p>
      {account.pendingEmail === null ? null : <Pending pending={account.pendingEmail} />}
      {isChanging ? (
        <ChangeForm onClose={() => setIsChanging(false)} />
      ) : (
        <button type="button" className="button justify-self-start" onClick={() => setIsChanging(true)}>
          {t("changeEmail")}
        </button>
      )}
    </AccountSection>
  );
}
