/** A path of this application that one may go back to; anything else leads home. */
export function safeBack(back: string | undefined): string {
  return back?.startsWith("/") && !back.startsWith("//") && !back.includes("\\") ? back : "/beranda";
}
