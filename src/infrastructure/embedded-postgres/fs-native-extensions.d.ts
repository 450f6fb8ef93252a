/** The part of fs-native-extensions that we use; the package brings no types. */
declare module 'fs-native-extensions' {
  const library: unknown;
  export default library;
}
