package extract

// officeFormats lists the formats of office programs and of books that are read.
func officeFormats() []format {
	return []format{
		{
			kind:       "xlsx",
			types:      []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
			extensions: []string{".xlsx", ".xlsm", ".xltx", ".xltm"},
			read:       readXLSX,
		},
		{
			kind:       "pptx",
			types:      []string{"application/vnd.openxmlformats-officedocument.presentationml.presentation"},
			extensions: []string{".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"},
			read:       readPPTX,
		},
		{
			kind:       "odt",
			types:      []string{"application/vnd.oasis.opendocument.text"},
			extensions: []string{".odt", ".ott", ".odm"},
			read:       readODT,
		},
		{
			kind:       "odp",
			types:      []string{"application/vnd.oasis.opendocument.presentation"},
			extensions: []string{".odp", ".otp"},
			read:       readODP,
		},
		{
			kind:       "ods",
			types:      []string{"application/vnd.oasis.opendocument.spreadsheet"},
			extensions: []string{".ods", ".ots"},
			read:       readODS,
		},
		{
			kind:       "rtf",
			types:      []string{"text/rtf", "application/rtf"},
			extensions: []string{".rtf"},
			read:       readRTF,
		},
		{
			kind:       "epub",
			types:      []string{"application/epub+zip"},
			extensions: []string{".epub"},
			read:       readEPUB,
		},
		{
			kind: "csv", text: true,
			extensions: []string{".csv", ".tsv", ".tab"},
			read:       readCSV,
		},
	}
}
