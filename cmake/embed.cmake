# Writes the file IN as the C array SYMBOL with SYMBOL_size into OUT.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])([0-9a-f][0-9a-f])([0-9a-f]?[0-9a-f]?)" "0x\\1,0x\\2,0x\\3,\n" array "${hex}")
string(REPLACE "0x," "" array "${array}")
file(WRITE ${OUT} "#include <stddef.h>\nextern const unsigned char ${SYMBOL}[];\nextern const size_t ${SYMBOL}_size;\nconst unsigned char ${SYMBOL}[] = {\n${array}\n};\nconst size_t ${SYMBOL}_size = sizeof ${SYMBOL};\n")
