/// The CloudFormation templates, held to what no linter sees.
@NullMarked
package io.offbeat.checks.templates;

import org.jspecify.annotations.NullMarked;
