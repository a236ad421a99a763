import type { Instant } from '../core/day.js';
import { srgbProfile } from './srgb.js';

/** What a page carries for machines: the same paper as data (Factur-X). */
export interface Attachment {
  readonly xml: string;
  /** What readers of the file show of it. */
  readonly about: string;
}

/** How a document is begun that is to be kept for years. */
export const ARCHIVAL = { pdfVersion: '1.7' } as const;

/** As Factur-X wants it called. */
const NAME = 'factur-x.xml';

/** What the library has and its types do not tell. */
interface Archivable {
  appendXML(xml: string): void;
  ref(data: object): { write(bytes: Buffer): void; end(): void };
  file(bytes: Buffer, options: object): void;
  readonly _root: { readonly data: Record<string, unknown> };
}

/**
 * Makes a PDF/A-3 of a document whose fonts are all within, which holds its own data (ISO 19005-3, Factur-X 1.0 in the profile
 * EN 16931): the meaning of its colours, what it is, and the data as its alternative.
 */
export function archive(doc: object, { xml, about }: Attachment, issuedAt: Instant): void {
  const document = doc as Archivable;
  const at = new Date(issuedAt);
  document.file(Buffer.from(xml, 'utf8'), {
    name: NAME,
    type: 'text/xml',
    relationship: 'Alternative',
    description: about,
    creationDate: at,
    modifiedDate: at,
  });
  const profile = document.ref({ N: 3 });
  profile.write(srgbProfile());
  profile.end();
  // The library writes a text for an object of this class, and a name for a plain one.
  const colours = Object('sRGB IEC61966-2.1') as object;
  const intent = document.ref({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    Info: colours,
    OutputConditionIdentifier: colours,
    DestOutputProfile: profile,
  });
  intent.end();
  document._root.data['OutputIntents'] = [intent];
  document.appendXML(described(at));
}

/** Its parts, and, for a reader that never heard of them, what those of Factur-X mean. */
function described(at: Date): string {
  const property = (name: string, meaning: string) =>
    `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name>` +
    '<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>' +
    `<pdfaProperty:description>${meaning}</pdfaProperty:description></rdf:li>`;
  return `
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:ModifyDate>${at.toISOString().slice(0, 19)}Z</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:fx="${FACTUR_X}">
<fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>${NAME}</fx:DocumentFileName>
<fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${FACTUR_X}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${property('DocumentFileName', 'name of the embedded XML file')}
${property('DocumentType', 'INVOICE')}
${property('Version', 'version of the standard that applies to the embedded XML file')}
${property('ConformanceLevel', 'conformance level of the embedded XML file')}
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`;
}

const FACTUR_X = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
