/**
 * From the `input` of a reference case to an object shaped like its `expected`. One adapter serves every case of a
 * family, so its parameter has the type of that family's input; the suite hands over what the file holds.
 */
export type Adapter = (input: never) => unknown;
