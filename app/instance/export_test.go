package instance

// Address returns the path of a library's bell.
var Address = address
