/** Changes the password: current password, then the new one; all other sessions end. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { NewPasswordField } from "../people/new-password-field.tsx";
import { AccountSection, Done } from "./account-section.tsx";

const NOTHING = { currentPassword: "", password: "" };

function ChangeForm({
  account,
  onDone,
  onClose,
}: {
  readonly account: Account;
  readonly onDone: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [values, setValues] = useState(NOTHING);
  const change = useMutation({
    mutationFn: () => read(api.PUT("/api/account/password", { body: values })),
    onSuccess: async () => {
      onDone();
      await cache.invalidateQueries({ queryKey: ["account"] });
    },
  });
  const problem = change.error === null ? null : problemOf(change.error);
  const errorOf = (path: string): string | undefined => problem?.fields.find((fault) => fault.path === path)?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form noValidate className="grid gap-5" onSubmit={onSubmit}>
      <ErrorSummary
        lines={problem?.fields.map(({ path, message }) => ({ field: path, message })) ?? []}
        problem={problem}
      />
      <input type="email" className="hidden" autoComplete="username" value={account.email} readOnly />
      <TextField
        name="currentPassword"
        label={t("currentPassword")}
        type="password"
        autoComplete="current-password"
        error={errorOf("currentPassword")}
        value={values.currentPassword}
        onChange={(event) => setValues({ ...values, currentPassword: event.target.value })}
      />
      <NewPasswordField
        value={values.password}
        own={[account.name, account.email]}
        error={errorOf("password")}
        onType={(password) => setValues({ ...values, password })}
      />
      <div className="flex flex-wrap gap-3">
        <BusyButton
          type="submit"
          className="button button-main"
          isBusy={change.isPending}
          disabled={values.currentPassword === "" || values.password === ""}
        >
          {change.isPending ? parts("working") : t("changePasswordSend")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}

/** The password. */
export function PasswordPart({ account }: { readonly account: Account }): ReactNode {
  const t = useTranslations("web.account");
  const [state, setState] = useState<"closed" | "open" | "done">("closed");
  return (
    <AccountSection title={t("password")}>
      <p className="max-w-[70ch] text-soft">{t("passwordText")}</p>
      <Done>{state === "done" ? t("passwordChanged") : ""}</Done>
      {state === "open" ? (
        <ChangeForm account={account} onDone={() => setState("done")} onClose={() => setState("closed")} />
      ) : (
        <button type="button" className="button justify-self-start" onClick={() => setState("open")}>
          {t("changePassword")}
        </button>
      )}
    </AccountSection>
  );
}
