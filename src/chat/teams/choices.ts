/**
 * A value of a list as it stands in a card. Teams gives back what was chosen of several as one text with commas between,
 * and values of ours have commas too: `Acme, Inc.`.
 */
export function choiceText(value: string): string {
  return value.replaceAll('%', '%25').replaceAll(',', '%2C');
}

/** What was chosen of a list whose values were written by `choiceText`. */
export function choicesIn(text: string): string[] {
  return text
    .split(',')
    .filter((each) => each !== '')
    .map((each) => each.replaceAll(/%2C/gi, ',').replaceAll('%25', '%'));
}
