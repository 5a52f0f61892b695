/** The logo: shows, replaces and removes it. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Field } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { FailureNotice } from "../../parts/notice.tsx";
import { brandingQuery } from "../../shell/branding.ts";

async function sendLogo(file: File): Promise<void> {
  const form = new FormData();
  form.append("file", file, file.name);
  const headers = { "Accept-Language": spokenLocale() };
  const response = await fetch("/api/service/branding/logo", { method: "PUT", body: form, headers });
  if (!response.ok) throw failure(problemFrom(await response.json().catch(() => null), response.status));
}

interface LogoProps {
  readonly logo: string | null;
  readonly onDone: (said: string) => void;
}

/** The logo section of the branding screen. */
export function LogoPart({ logo, onDone }: LogoProps): ReactNode {
  const t = useTranslations("web.branding");
  const cache = useQueryClient();
  const again = (): Promise<void> => cache.invalidateQueries({ queryKey: brandingQuery.queryKey });
  const sending = useMutation({
    mutationFn: sendLogo,
    onSuccess: async () => {
      onDone(t("logoSaved"));
      await again();
    },
  });
  const removing = useMutation({
    mutationFn: () => read(api.DELETE("/api/service/branding/logo")),
    onSuccess: async () => {
      onDone(t("logoRemoved"));
      await again();
    },
  });
  const { faultOf } = useFormFaults(sending.error);
  const fault = faultOf("logo");
  return (
    <section aria-label={t("logo")} className="card grid gap-4 p-5">
      {sending.error !== null && fault === undefined ? <FailureNotice error={sending.error} /> : null}
      {removing.error === null ? null : <FailureNotice error={removing.error} />}
      <Field id="logo" label={t("logo")} hint={t("logoHint")} error={fault}>
        {(attributes) => (
          <FileInput
            {...attributes}
            accept="image/png"
            text={t("choose")}
            isBusy={sending.isPending}
            onFiles={([file]) => {
              if (file !== undefined) sending.mutate(file);
            }}
          />
        )}
      </Field>
      {logo === null ? (
        <p className="text-soft">{t("noLogo")}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-4">
          <img
            className="max-h-24 max-w-full rounded-small border border-line bg-white p-2"
            src={`/api/service/branding/logo?v=${logo.slice(0, 16)}`}
            alt={t("logoAlt")}
          />
          <BusyButton
            type="button"
            className="button button-small"
            isBusy={removing.isPending}
            onClick={() => removing.mutate()}
          >
            {t("removeLogo")}
          </BusyButton>
        </div>
      )}
    </section>
  );
}
