public import ArgumentParser
public import DataRecords

extension SchemaDialect: ExpressibleByArgument {}
extension ValidationOptions.Output: ExpressibleByArgument {}
