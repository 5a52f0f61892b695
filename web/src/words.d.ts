/** Compiled messages of one language and group; see `vite.config.ts`. */
declare module "words:*" {
  const words: object;
  export default words;
}
