/** The user's name, and the language of mails. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { AccountSection, Done } from "./account-section.tsx";

/** Name and language. */
export function ProfilePart({ account }: { readonly account: Account }): ReactNode {
  const t = useTranslations("web.account");
  const parts = useTranslations("web.parts");
  const shell = useTranslations("web.shell");
  const cache = useQueryClient();
  const [name, setName] = useState(account.name);
  const [locale, setLocale] = useState(account.locale);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const save = useMutation({
    mutationFn: () => read(api.PUT("/api/account", { body: { name: name.trim(), locale } })),
    onSuccess: () => cache.invalidateQueries(),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = name.trim() === "" ? t("nameNeeded") : undefined;
    setFault(missing);
    if (missing === undefined) save.mutate();
  };
  return (
    <AccountSection title={t("profile")}>
      <ErrorSummary
        lines={fault === undefined ? [] : [{ field: "name", message: fault }]}
        problem={save.error === null ? null : problemOf(save.error)}
      />
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <TextField
          name="name"
          label={t("name")}
          autoComplete="name"
          maxLength={120}
          error={fault}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          name="locale"
          label={t("mailLanguage")}
          hint={t("mailLanguageHint")}
          value={locale}
          onChange={(event) => setLocale(event.target.value === "en" ? "en" : "id")}
        >
          <option value="id">{shell("languageName.id")}</option>
          <option value="en">{shell("languageName.en")}</option>
        </SelectField>
        <div className="flex flex-wrap items-center gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={save.isPending}>
            {save.isPending ? parts("working") : t("save")}
          </BusyButton>
          <Done>{save.isSuccess ? t("saved") : ""}</Done>
        </div>
      </form>
    </AccountSection>
  );
}
