/** Where an article is suggested automatically: for callers of a queue, and for callers with certain menu choices in a flow. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CheckField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { type Article, placesQuery } from "./information-data.ts";

type Places = Pick<Article, "queueIds" | "choices">;
type Choice = Places["choices"][number];

const keyOf = ({ flowId, stepId, keys }: Choice): string => `${flowId} ${stepId} ${keys}`;

/** The two lists of queues and menu choices. */
export function ArticlePlaces({
  queueIds,
  choices,
  onChange,
}: Places & { readonly onChange: (places: Partial<Places>) => void }): ReactNode {
  const t = useTranslations("web.information.places");
  const found = useQuery(placesQuery);
  const chosen = new Set(choices.map(keyOf));
  return (
    <section className="grid gap-4" aria-labelledby="article-places">
      <div>
        <h2 id="article-places">{t("heading")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <Awaiting query={found} lines={3} />
      {found.data === undefined ? null : (
        <div className="grid items-start gap-6 md:grid-cols-2">
          <fieldset className="grid gap-2">
            <legend className="field-label">{t("queues")}</legend>
            {found.data.queues.length === 0 ? <p className="text-soft">{t("noQueues")}</p> : null}
            {found.data.queues.map(({ id, name }) => (
              <CheckField
                key={id}
                name={`queue-${id}`}
                label={name}
                checked={queueIds.includes(id)}
                onChange={(event) =>
                  onChange({
                    queueIds: event.target.checked ? [...queueIds, id] : queueIds.filter((one) => one !== id),
                  })
                }
              />
            ))}
          </fieldset>
          <fieldset className="grid gap-2">
            <legend className="field-label">{t("choices")}</legend>
            {found.data.choices.length === 0 ? <p className="text-soft">{t("noChoices")}</p> : null}
            {found.data.choices.map(({ flow, step, label, ...choice }) => (
              <CheckField
                key={keyOf(choice)}
                name={`choice-${keyOf(choice)}`}
                label={t("choice", { flow, step, keys: choice.keys, label })}
                checked={chosen.has(keyOf(choice))}
                onChange={(event) =>
                  onChange({
                    choices: event.target.checked
                      ? [...choices, choice]
                      : choices.filter((one) => keyOf(one) !== keyOf(choice)),
                  })
                }
              />
            ))}
          </fieldset>
        </div>
      )}
    </section>
  );
}
