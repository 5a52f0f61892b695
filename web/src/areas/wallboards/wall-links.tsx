/** Links of a board, for screens without a login. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { CopyButton } from "../people/copy-button.tsx";
import { linkAddress, type WallLanguage, type WallTheme } from "./wall-link.ts";
import type { WallLinkRow } from "./wallboard-data.ts";

const DAYS = [1, 30, 90, 365] as const;

/** The existing links, a form for a new link, and revocation. */
export function WallLinks({ id, links }: { readonly id: string; readonly links: readonly WallLinkRow[] }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  const [ending, setEnding] = useState<WallLinkRow | null>(null);
  const columns = useColumns(setEnding);
  return (
    <section className="grid gap-4" aria-labelledby="links">
      <div>
        <h2 id="links">{t("title")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <NewLink id={id} />
      {links.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <DataTable caption={t("title")} columns={columns} rows={links} rowId={(row) => row.id} />
      )}
      {ending === null ? null : (
        <EndDialog
          title={t("revokeTitle", { label: ending.label })}
          text={t("revokeText")}
          yes={t("revokeYes")}
          end={() =>
            read(
              api.DELETE("/api/service/wallboards/{id}/links/{linkId}", {
                params: { path: { id, linkId: ending.id } },
              }),
            )
          }
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function useColumns(onEnd: (link: WallLinkRow) => void): readonly Column<WallLinkRow>[] {
  const t = useTranslations("web.wallboards.links");
  const locale = useLocale();
  return [
    { id: "label", header: t("label"), look: "wrap", cell: ({ label }) => label },
    { id: "state", header: t("state"), cell: (row) => <LinkState row={row} /> },
    { id: "endsAt", header: t("endsAt"), cell: ({ endsAt }) => moment(endsAt, locale) },
    { id: "madeBy", header: t("madeBy"), look: "words", cell: ({ madeBy }) => madeBy },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) =>
        row.isInForce
          ? [{ text: t("revoke"), label: t("revokeOf", { label: row.label }), onPress: () => onEnd(row) }]
          : [],
    },
  ];
}

function LinkState({ row }: { readonly row: WallLinkRow }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  if (row.isInForce)
    return (
      <Badge shape="disc" tone="good">
        {t("inForce")}
      </Badge>
    );
  return (
    <Badge shape="cross" tone="quiet">
      {t(row.revokedAt === null ? "past" : "revoked")}
    </Badge>
  );
}

interface Draft {
  readonly label: string;
  readonly days: (typeof DAYS)[number];
  readonly theme: WallTheme;
  readonly language: WallLanguage;
}

function NewLink({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ label: "", days: 365, theme: null, language: null });
  const making = useMutation({
    mutationFn: async ({ label, days, theme, language }: Draft) => {
      const body = { label: label.trim(), days };
      const made = await read<{ token: string }>(
        api.POST("/api/service/wallboards/{id}/links", { params: { path: { id } }, body }),
      );
      return linkAddress(window.location.origin, { token: made.token, theme, language });
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "wallboards"] }),
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(making.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed =
      draft.label.trim() === "" ? [{ field: "label", message: parts("required", { field: t("label") }) }] : [];
    if (isFree(unnamed)) making.mutate(draft);
  };
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <h3>{t("newTitle")}</h3>
      <ErrorSummary lines={lines} problem={problem} />
      <div className="grid items-end gap-4 md:grid-cols-2 xl:grid-cols-4">
        <TextField
          name="label"
          label={t("label")}
          maxLength={80}
          error={faultOf("label")}
          value={draft.label}
          onChange={(event) => setDraft({ ...draft, label: event.target.value })}
        />
        <LinkChoices draft={draft} set={setDraft} />
      </div>
      <BusyButton type="submit" className="button justify-self-start" isBusy={making.isPending}>
        {t("make")}
      </BusyButton>
      {making.data === undefined ? null : <IssuedLink address={making.data} />}
    </form>
  );
}

function LinkChoices({ draft, set }: { readonly draft: Draft; readonly set: (draft: Draft) => void }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  const { days, theme, language } = draft;
  return (
    <>
      <SelectField
        name="days"
        label={t("days")}
        value={String(days)}
        onChange={(event) => set({ ...draft, days: DAYS.find((one) => String(one) === event.target.value) ?? days })}
      >
        {DAYS.map((one) => (
          <option key={one} value={one}>
            {t("daysText", { count: one })}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="theme"
        label={t("theme")}
        value={theme ?? "auto"}
        onChange={(event) => set({ ...draft, theme: THEMES[event.target.value] ?? null })}
      >
        {(["auto", "light", "dark"] as const).map((one) => (
          <option key={one} value={one}>
            {t(`themes.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="language"
        label={t("language")}
        value={language ?? "auto"}
        onChange={(event) => set({ ...draft, language: LANGUAGES[event.target.value] ?? null })}
      >
        {(["auto", "id", "en"] as const).map((one) => (
          <option key={one} value={one}>
            {t(`languages.${one}`)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

const THEMES: Readonly<Record<string, WallTheme>> = { light: "light", dark: "dark" };
const LANGUAGES: Readonly<Record<string, WallLanguage>> = { id: "id", en: "en" };

/** The URL is shown only once. */
function IssuedLink({ address }: { readonly address: string }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  return (
    <Notice tone="good" title={t("madeTitle")}>
      <p>{t("madeText")}</p>
      <p className="my-2 font-semibold [overflow-wrap:anywhere]" data-made-link="">
        {address}
      </p>
      <CopyButton text={address} label={t("copy")} />
    </Notice>
  );
}
