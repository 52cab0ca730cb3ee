/* Private to domain/citation_shape.c: the forms of documents' symbols. */
#ifndef TRUCE_DOMAIN_CITATION_TABLE_H
#define TRUCE_DOMAIN_CITATION_TABLE_H

#include <stddef.h>

/* Forms of symbols. # stands for 1 to 6 digits, @ for a roman number, & for a long one; white space may
 * follow a ".", a stroke or a hyphen, which the normal form leaves out, but not the first
 * stroke before a number. Letters behind the first stroke may be small. The longest form wins.
 *
 * Sources: the United Nations Editorial Manual, document symbols; of other organisations how their own
 * archives number their documents: the African Union's decisions and its Peace and Security Council's
 * communiqués, the decisions, journals and documents of the bodies of the Organization for Security and
 * Co-operation in Europe, the acts that the Economic Community of West African States prints in its
 * Official Journal. */
/* clang-format off */
static const char *const symbols[] = {
	"S/PV.#", "S/RES/#", "S/PRST/#/#", "S/#/#", "S/#", "S/Agenda/#", "S/INF/#", "S/INF/#/#",
	"S/AC.#/#", "S/AC.#/#/#", "S/AC.#/PV.#", "S/AC.#/SR.#", "S/C.#/#",
	"A/PV.#", "A/L.#", "A/###", "A/#/PV.#", "A/#/L.#", "A/#/#", "A/#/INF/#", "A/ES-#/PV.#",
	"A/ES-#/L.#", "A/ES-#/#", "A/S-#/PV.#", "A/S-#/L.#", "A/S-#/#", "A/S-#/AC.#/L.#",
	"A/C.#/PV.#", "A/C.#/SR.#", "A/C.#/L.#", "A/C.#/#", "A/C.#/#/PV.#", "A/C.#/#/SR.#",
	"A/C.#/#/L.#", "A/C.#/#/INF/#", "A/C.#/#/CRP.#", "A/C.#/#/#",
	"A/SPC/#", "A/SPC/L.#", "A/SPC/#/L.#", "A/SPC/#/#", "A/SPC/#/SR.#", "A/BUR/#/#",
	"A/BUR/#/SR.#", "A/RES/#/#", "A/RES/#", "A/RES/ES-#/#", "A/RES/S-#/#", "A/DEC/#/#",
	"A/CONF.#/#", "A/CONF.#/L.#", "A/CONF.#/#/#", "A/AC.#/#", "A/AC.#/#/#", "A/AC.#/L.#",
	"A/AC.#/#/L.#", "A/AC.#/PV.#", "A/AC.#/SR.#", "A/CN.#/#", "A/CN.#/L.#", "A/CN.#/SR.#", "A/INF/#", "A/INF/#/#",
	"A/HRC/#/#", "A/HRC/#/L.#", "A/HRC/S-#/#", "A/HRC/S-#/L.#", "A/HRC/RES/#/#", "A/HRC/RES/S-#/#",
	"A/HRC/DEC/#/#", "A/HRC/PRST/#/#", "A/HRC/#/CRP.#", "A/AC.#/#/CRP.#", "A/AC.#/#/SR.#",
	"E/#/#", "E/###", "E/#/L.#", "E/L.#", "E/SR.#", "E/#/SR.#", "E/AC.#/#", "E/AC.#/L.#",
	"E/C.#/#", "E/C.#/#/#", "E/CONF.#/#", "E/DEC/#/#", "E/RES/#/#", "E/CN.#/#/#", "E/CN.#/#/L.#",
	"E/CN.#/#", "E/CN.#/L.#", "E/CN.#/SR.#", "E/CN.#/Sub.#/#", "E/CN.#/Sub.#/#/#", "E/CN.#/Sub.#/L.#",
	"E/ECA/#/#", "E/ECE/#", "E/ESCAP/#", "E/ESCAP/#/#", "E/ESCWA/#/#", "E/ICEF/#/#", "E/ICEF/#/L.#",
	"T/###", "T/RES/#", "T/PV.#", "T/L.#",
	"ST/SGB/#", "ST/SGB/#/#", "ST/AI/#", "ST/AI/#/#",
	"CD/#", "CD/PV.#", "CCD/#", "CCD/PV.#", "ENDC/#", "ENDC/PV.#", "CD/NTB/WP.#", "CD/NTB/#", "DC/#", "INFCIRC/#", "NPT/CONF.#/#", "NPT/CONF.#/L.#",
	"NPT/CONF.#/WP.#", "NPT/CONF.#/PC.@/#", "NPT/CONF.#/PC.@/WP.#", "PBC/#/#",
	"PBC/#/OC/#",
	"TD/#", "TD/L.#", "TD/B/#", "TD/B/#/#", "TD/B/#/L.#", "TD/B/C.#/#", "DP/#/#", "GOV/#/#", "GOV/#", "GOV/INF/#/#", "GC/#",
	"GC(#)/#", "GC(#)/RES/#", "GC(@)/#", "GC(@)/RES/#", "SC/####", "GA/####", "SG/SM/#", "UNEP/EA.#/#",
	"UNEP/EA.#/Res.#", "UNEP/GC.#/#", "JIU/REP/#/#", "ICC-ASP/#/#", "ICC-ASP/#/Res.#", "AHG/Res.#", "AHG/Dec.#",
	"CM/Res.#", "APLC/MSP.#/#/#", "CCW/CONF.@/#", "BWC/CONF.@/#", "CCM/MSP/#/#",
	"CCPR/C/#", "CCPR/C/GC/#", "CERD/C/#", "CEDAW/C/#/#", "CEDAW/C/GC/#", "CRC/C/#", "CRC/C/GC/#", "CRPD/C/#/#", "CAT/C/#",
	"FCCC/CP/#/#", "FCCC/KP/CMP/#/#", "FCCC/PA/CMA/#/#", "ISBA/#/A/#", "ISBA/#/C/#", "LOS/#", "LOS/PCN/#",
	"SPLOS/#", "SPLOS/#/#",
	"PSC/PR/COMM.#", "PSC/PR/COMM.#.#", "PSC/PR/COMM.(&)", "PSC/PR/COMM/#", "PSC/PR/BR.#", "PSC/PR/BR.(&)",
	"PSC/PR/STAT.#", "PSC/PR/STAT.(&)", "PSC/PR/#", "PSC/MIN/COMM.#", "PSC/MIN/COMM.(&)", "PSC/MIN/#",
	"PSC/AHG/COMM.#", "PSC/AHG/COMM.(&)", "PSC/AHG/#",
	"Assembly/AU/Dec.#", "Assembly/AU/Decl.#", "Assembly/AU/Res.#", "Assembly/AU/#", "Ext/Assembly/AU/Dec.#",
	"Ext/Assembly/AU/Decl.#", "EX.CL/Dec.#", "EX.CL/#", "AHG/Decl.#", "CM/Dec.#",
	"PC.DEC/#", "PC.JOUR/#", "MC.DEC/#/#", "MC.DOC/#/#", "MC.JOUR/#", "FSC.DEC/#/#", "FSC.DOC/#/#", "FSC.JOUR/#",
	"A/DEC.#/#/#", "A/SA.#/#/#", "A/SP.#/#/#", "A/SP#/#/#", "A/P.#/#/#", "A/P#/#/#", "C/DEC.#/#/#", "C/REG.#/#/#",
	NULL,
};
/* clang-format on */

/* What symbols of a series of their own begin with. */
static const char *const series[] = {
	"ST",  "CD", "CCD", "ENDC",   "DC",  "INFCIRC", "NPT",  "PBC", "TD",    "DP",  "GOV", "GC", "CCPR", "CERD", "CEDAW",
	"CRC", "CRPD", "CAT", "FCCC",    "ISBA", "LOS", "SPLOS", "PSC", "SC",  "GA", "SG",   "UNEP", "JIU",
	"ICC", "APLC", "CCW", "BWC",     "CCM",  "AHG", "CM",    "EX",  "Ext", "PC", "MC",   "FSC",  "Assembly",
};

#endif
