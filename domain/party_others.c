/* Observers, territories, and states that are gone.
 *
 * Sources, by the kind of fact:
 * - observers: A/RES/3237 (XXIX) (the Palestine Liberation Organization), A/RES/43/177
 *   ("Palestine") and A/RES/67/19 (the State of Palestine); A/RES/58/314 (the Holy See);
 * - states that are gone, and the years of their names: the notes to the list of members in
 *   press release ORG/1469 (3 July 2006); A/RES/47/1 and A/RES/55/12 (Yugoslavia);
 * - territories: the list of the Special Committee on Decolonization (A/RES/1654 (XVI)), and
 *   ISO 3166-1;
 * - codes: ISO 3166-1 alpha-3, and ISO 3166-3 for states that are gone, by the alpha-3 code
 *   that they had (VDR was the code of the northern republic, and VNM that of the southern
 *   one until 1976); ids of ours, in words, where ISO never gave one; XKX is the
 *   user-assigned code in common use. */
#include "domain/party_table.h"

const struct party party_others[] = {

	/* Observers, territories and states that are no members. */
	{ "PSE", NAMES(SINCE(2012, "State of Palestine"), NAME("Palestine"),
		       BETWEEN(1964, 1988, "Palestine Liberation Organization"), BETWEEN(1964, 1988, "PLO"),
		       SINCE(1994, "Palestinian Authority"), SINCE(1994, "Palestinian National Authority"),
		       NAME("Occupied Palestinian Territory")) },
	{ "VAT", NAMES(NAME("Holy See"), NAME("Vatican City State"), NAME("Vatican"), NAME("Vatican City")) },
	{ "COK", NAMES(NAME("Cook Islands")) },
	{ "NIU", NAMES(NAME("Niue")) },
	{ "XKX", NAMES(NAME("Kosovo")) },
	{ "TWN", NAMES(SINCE(1971, "Taiwan Province of China"), NAME("Taiwan"), NAME("Chinese Taipei")) },
	{ "ESH",
	  NAMES(NAME("Western Sahara"), UNTIL(1976, "Spanish Sahara"), SINCE(1976, "Sahrawi Arab Democratic Republic"),
		SINCE(1976, "Saharan Arab Democratic Republic")) },
	{ "HKG", NAMES(SINCE(1997, "Hong Kong, China"), NAME("Hong Kong")) },
	{ "MAC", NAMES(SINCE(1999, "Macao, China"), NAME("Macao"), NAME("Macau")) },
	{ "PRI", NAMES(NAME("Puerto Rico")) },
	{ "GIB", NAMES(NAME("Gibraltar")) },
	{ "FLK", NAMES(NAME("Falkland Islands (Malvinas)"), NAME("Falkland Islands"), NAME("Malvinas")) },
	{ "NCL", NAMES(NAME("New Caledonia")) },
	{ "PYF", NAMES(NAME("French Polynesia")) },
	{ "TKL", NAMES(NAME("Tokelau")) },
	{ "BMU", NAMES(NAME("Bermuda")) },
	{ "GUM", NAMES(NAME("Guam")) },
	{ "GRL", NAMES(NAME("Greenland")) },
	{ "FRO", NAMES(NAME("Faroe Islands")) },
	{ "ABW", NAMES(NAME("Aruba")) },
	{ "CUW", NAMES(NAME("Curaçao")) },
	{ "SXM", NAMES(NAME("Sint Maarten")) },
	{ "AIA", NAMES(NAME("Anguilla")) },
	{ "ASM", NAMES(NAME("American Samoa")) },
	{ "CYM", NAMES(NAME("Cayman Islands")) },
	{ "MSR", NAMES(NAME("Montserrat")) },
	{ "PCN", NAMES(NAME("Pitcairn")) },
	{ "SHN", NAMES(NAME("Saint Helena")) },
	{ "TCA", NAMES(NAME("Turks and Caicos Islands")) },
	{ "VGB", NAMES(NAME("British Virgin Islands")) },
	{ "VIR", NAMES(NAME("United States Virgin Islands")) },
	{ "MNP", NAMES(NAME("Northern Mariana Islands")) },

	/* States that are gone: ISO 3166-3, or a code of ours where ISO has none. */
	{ "ANT", NAMES(UNTIL(2010, "Netherlands Antilles")) },
	{ "CSK", NAMES(UNTIL(1992, "Czechoslovakia"), BETWEEN(1990, 1992, "Czech and Slovak Federal Republic"),
		       BETWEEN(1960, 1990, "Czechoslovak Socialist Republic"), UNTIL(1960, "Czechoslovak Republic"),
		       BETWEEN(1990, 1992, "CSFR")) },
	{ "DDR", NAMES(BETWEEN(1949, 1990, "German Democratic Republic"), BETWEEN(1949, 1990, "GDR"),
		       BETWEEN(1949, 1990, "East Germany")) },
	{ "HYDERABAD", NAMES(UNTIL(1949, "Hyderabad")) },
	{ "PCI", NAMES(BETWEEN(1947, 1994, "Trust Territory of the Pacific Islands")) },
	{ "RHODESIA-NYASALAND", NAMES(BETWEEN(1953, 1963, "Federation of Rhodesia and Nyasaland")) },
	{ "SCG", NAMES(BETWEEN(2003, 2006, "Serbia and Montenegro")) },
	{ "SKM", NAMES(UNTIL(1975, "Sikkim")) },
	{ "SUN", NAMES(UNTIL(1991, "Union of Soviet Socialist Republics"), UNTIL(1991, "USSR"),
		       UNTIL(1991, "Soviet Union"), UNTIL(1991, "Union of Soviet Socialists Republics")) },
	{ "VDR", NAMES(BETWEEN(1945, 1976, "Democratic Republic of Viet Nam"),
		       BETWEEN(1945, 1976, "Democratic Republic of Vietnam"), BETWEEN(1945, 1976, "North Viet Nam"),
		       BETWEEN(1945, 1976, "North Vietnam")) },
	{ "YMD",
	  NAMES(BETWEEN(1970, 1990, "Democratic Yemen"), BETWEEN(1970, 1990, "People's Democratic Republic of Yemen"),
		BETWEEN(1970, 1990, "Yemen (Democratic)"), BETWEEN(1967, 1970, "Southern Yemen"),
		BETWEEN(1967, 1970, "People's Republic of Southern Yemen"), BETWEEN(1967, 1990, "South Yemen")) },
	{ "YUG", NAMES(UNTIL(2003, "Yugoslavia"), BETWEEN(1992, 2003, "Federal Republic of Yugoslavia"),
		       BETWEEN(1963, 1992, "Socialist Federal Republic of Yugoslavia"),
		       BETWEEN(1945, 1963, "Federal People's Republic of Yugoslavia"),
		       BETWEEN(1992, 2003, "Yugoslavia (Federal Republic of)"),
		       BETWEEN(1992, 2003, "Federal Republic of Yugoslavia (Serbia and Montenegro)")) },
	{ "ZANZIBAR", NAMES(UNTIL(1964, "Zanzibar"), BETWEEN(1963, 1964, "Sultanate of Zanzibar")) },
	{ .id = NULL },
};
