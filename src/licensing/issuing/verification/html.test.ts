import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml, html, safeHref } from "./html.ts";

describe("building HTML", () => {
  it("escapes text wherever it stands", () => {
    const name = `PT "Satu" & <script>alert('x')</script>`;
    expect(html`<p title="${name}">${name}</p>`.safeHtml).toBe(
      `<p title="PT &quot;Satu&quot; &amp; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;">PT &quot;Satu&quot; &amp; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>`,
    );
  });

  it("puts parts, lists of parts and nothing where they belong", () => {
    const items = ["a", "<b>"].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${null}${false}${3}`.safeHtml).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>3");
  });

  it("leaves no mark of markup in any text", () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/u.test(escapeHtml(text))));
  });

  it("lets links lead to the web or to this host only", () => {
    expect(["https://a.id/x", "/validasi-sk/1", "?lang=en", "#isi"].map(safeHref)).toEqual([
      "https://a.id/x",
      "/validasi-sk/1",
      "?lang=en",
      "#isi",
    ]);
    expect(["javascript:alert(1)", "//elsewhere.id", "data:text/html,x", " javascript:x"].map(safeHref)).toEqual([
      "#",
      "#",
      "#",
      "#",
    ]);
  });
});
