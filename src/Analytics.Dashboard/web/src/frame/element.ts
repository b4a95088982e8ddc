type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>;

/** An element with attributes, listeners (onclick: …) and children. Texts become text nodes, whatever letters they hold. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      result.addEventListener(key.slice(2), value);
    } else if (value === true) {
      result.setAttribute(key, '');
    } else if (typeof value === 'string') {
      result.setAttribute(key, value);
    }
  }
  result.append(...children.filter((child): child is Node | string => typeof child === 'string' || child instanceof Node));
  return result;
}
