import './label-fonts.css';

const families = ['"Be Vietnam Pro"', '"Be Vietnam Pro SemiBold"'];

/**
 * Letters of the map's labels must be there before the first label is drawn; Vietnamese ones are a file of their own. Where
 * they do not come, the browser's own are drawn.
 */
export async function bringLetters(): Promise<void> {
  await Promise.all(families.map((family) => document.fonts.load(`16px ${family}`, 'Aạếỷđơ').catch(() => [])));
}
