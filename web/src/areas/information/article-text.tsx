/** The rendered text of an article: headings, paragraphs, lists, steps, and links that open in a new tab. */
import { createElement, type ReactNode } from "react";
import { blocksOf, type TextBlock, type TextRun } from "../../../../src/service/acd/knowledge/article-text.shared.ts";

const LISTS = { list: "ul", steps: "ol" } as const;
const MARKS = { list: "list-disc pl-5", steps: "list-decimal pl-6" } as const;

function Runs({ runs }: { readonly runs: readonly TextRun[] }): ReactNode {
  return runs.map(({ text, link }, nth) =>
    link === null ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no identity
      <a key={nth} href={link} target="_blank" rel="noreferrer noopener">
        {text}
      </a>
    ),
  );
}

function Block({ block, lines }: TextBlock): ReactNode {
  if (block === "heading") return <p className="font-semibold">{lines.map((runs) => Runs({ runs }))}</p>;
  const each = (tag: "li" | "span", className: string) =>
    lines.map((runs, nth) => createElement(tag, { key: nth, className }, <Runs runs={runs} />));
  if (block === "paragraph") return <p>{each("span", "block")}</p>;
  return createElement(LISTS[block], { className: MARKS[block] }, each("li", ""));
}

/** Renders a text; see `blocksOf`. */
export function ArticleText({ text }: { readonly text: string }): ReactNode {
  return (
    <div className="grid max-w-[70ch] gap-3 [overflow-wrap:anywhere]">
      {blocksOf(text).map((block, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no identity
        <Block key={nth} {...block} />
      ))}
    </div>
  );
}
